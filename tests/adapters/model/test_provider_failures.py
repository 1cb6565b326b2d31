"""Every provider, by its own client: when it is slow, breaks off, refuses or talks nonsense."""

import time
from dataclasses import replace

import pytest

from bot.domain.errors import ModelUnavailableError
from tests.fakes.exchanges import NAMES, WORDED, Answer, Exchanges
from tests.fakes.model_server import heard

HEARD = heard(("problem", "approvals take a week"))
WHATS = ("word", "listen")


@pytest.fixture(params=NAMES)
def exchanges(request):
    return Exchanges(request.param)


def fine(exchanges, what):
    return exchanges.word() if what == "word" else exchanges.listen(HEARD)


def outcome(asking):
    [use] = asking.usage.noted
    return use.outcome


async def refused(asking, what):
    with pytest.raises(ModelUnavailableError) as error:
        await getattr(asking, what)()
    assert outcome(asking) == error.value.reason
    return error.value.reason


@pytest.mark.parametrize("what", WHATS)
async def test_a_short_wait_that_is_asked_for_is_kept(exchanges, server, asking, what):
    server.will(exchanges.error(429, retry_after="0.1"), fine(exchanges, what))
    ask, begun = asking(exchanges), time.monotonic()
    await getattr(ask, what)()
    assert time.monotonic() - begun >= 0.1
    assert (outcome(ask), len(server.asked)) == ("ok", 2)


@pytest.mark.parametrize("what", WHATS)
async def test_a_wait_longer_than_the_time_left_is_not_begun(exchanges, server, asking, what):
    server.will(exchanges.error(429, retry_after="60"))
    begun = time.monotonic()
    assert await refused(asking(exchanges), what) == "rate_limited"
    assert time.monotonic() - begun < 2
    assert len(server.asked) == 1


@pytest.mark.parametrize("what", WHATS)
async def test_a_failure_of_the_server_is_tried_again(exchanges, server, asking, what):
    server.will(exchanges.error(500), fine(exchanges, what))
    await getattr(asking(exchanges), what)()
    assert len(server.asked) == 2


@pytest.mark.parametrize("what", WHATS)
async def test_a_connection_that_is_cut_is_tried_again(exchanges, server, asking, what):
    server.will(replace(fine(exchanges, what), cut_after=1), fine(exchanges, what))
    ask = asking(exchanges)
    found = await getattr(ask, what)()
    assert (outcome(ask), len(server.asked)) == ("ok", 2)
    assert what == "listen" or found == WORDED  # nothing of the first half is said twice


async def test_a_stream_that_ends_early_is_refused(exchanges, server, asking):
    """The connection is closed in good order, but the end of the message never came."""
    whole = exchanges.word()
    server.will(*[replace(whole, pieces=whole.pieces[: len(whole.pieces) // 2])] * 3)
    assert await refused(asking(exchanges), "word") in ("cut_off", "connection")


async def test_a_failure_reported_within_a_stream_has_its_reason(exchanges, server, asking):
    server.will(*[exchanges.broken_off()] * 3)
    assert await refused(asking(exchanges), "word") == exchanges.file["broken_off"]["reason"]


@pytest.mark.parametrize("what", WHATS)
async def test_what_hangs_is_left_in_time(exchanges, server, asking, what):
    server.will(replace(fine(exchanges, what), hang_after=1))
    begun = time.monotonic()
    assert await refused(asking(exchanges, seconds=0.15), what) == "timeout"
    assert time.monotonic() - begun < 2  # the client alone would wait for five


@pytest.mark.parametrize("what", WHATS)
async def test_a_wrong_key_is_no_access_and_not_tried_again(exchanges, server, asking, what):
    server.will(exchanges.error(401))
    assert await refused(asking(exchanges), what) == "no_access"
    assert len(server.asked) == 1


@pytest.mark.parametrize("what", WHATS)
async def test_an_answer_of_no_known_form_is_nonsense(exchanges, server, asking, what):
    server.will(Answer((b"<html>Sign in to the network first.</html>",), "text/html"))
    assert await refused(asking(exchanges), what) == "nonsense"
