"""Calls to a model: in time, few at once, tried again, left alone when it fails, paid for."""

import asyncio
import logging
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from langchain_core.messages import AIMessage

from bot.adapters.model.calls import Call, CallLimits, ModelCalls, breakers
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_usage import SqlUsage
from bot.domain.errors import ModelUnavailableError
from bot.ports.model import Purpose, Reading, Use
from tests.builders import NOW
from tests.fakes.usage import MemoryUsage

MODEL = "openai:gpt-5-mini"
ANSWER = AIMessage(
    "Noted.",
    usage_metadata={
        "input_tokens": 700,
        "output_tokens": 24,
        "total_tokens": 724,
        "input_token_details": {"cache_read": 512},
    },
)
REST = 0.05


class DownError(Exception):
    status_code = 401  # not tried again, so that one call is one failure


class BadRequestError(Exception):
    status_code = 400


class LimitedError(Exception):
    status_code = 429


@pytest.fixture(params=["memory", "sqlite"])
async def usage(request, tmp_path):
    """The record of use: the one of other tests here, and the real one."""
    if request.param == "memory":
        yield MemoryUsage()
        return
    database = await open_database(f"sqlite:///{tmp_path / 'groundwork.db'}")
    yield SqlUsage(database)
    await database.close()


def make_calls(usage=None, model=MODEL, seconds=5.0, at_once=8, **limits):
    held = CallLimits(seconds, asyncio.Semaphore(at_once), **limits)
    return ModelCalls(model, held, usage or MemoryUsage(), lambda: NOW)


def call(account="acme", seconds=60.0):
    reading = Reading(account, "m1", time.monotonic() + seconds)
    return Call(Purpose.LISTEN, "listen/v1", reading)


def attempts(*outcomes):
    """An attempt that ends in each of these in turn, and in the last one from then on."""
    left = list(outcomes)

    async def attempt():
        attempt.made += 1
        outcome = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    attempt.made = 0
    return attempt


def text(message):
    return str(message.text)


async def refusal(calls, attempt, asked=None):
    with pytest.raises(ModelUnavailableError) as error:
        await calls.make(asked or call(), attempt, text)
    return error.value.reason


async def test_a_call_gives_what_is_read_and_is_on_record():
    usage = MemoryUsage()
    assert await make_calls(usage).make(call(), attempts(ANSWER), text) == "Noted."
    [use] = usage.noted
    assert replace(use, ms=0.0, cost=None) == Use(
        NOW, "acme", "m1", Purpose.LISTEN, MODEL, "listen/v1", "ok", 700, 24, 512
    )
    assert use.cost > 0
    assert use.ms > 0


async def test_a_call_whose_answer_cannot_be_read_was_paid_for():
    def unreadable(message):
        raise ModelUnavailableError("nonsense")

    usage = MemoryUsage()
    with pytest.raises(ModelUnavailableError, match="nonsense"):
        await make_calls(usage).make(call(), attempts(ANSWER), unreadable)
    assert (usage.noted[0].outcome, usage.noted[0].input_tokens) == ("nonsense", 700)


async def test_nothing_is_asked_once_the_turns_time_is_over():
    attempt, usage = attempts(ANSWER), MemoryUsage()
    assert await refusal(make_calls(usage), attempt, call(seconds=0)) == "no_time_left"
    assert attempt.made == 0
    assert usage.noted == []


async def test_a_call_has_no_more_time_than_its_turn():
    begun = time.monotonic()
    reason = await refusal(make_calls(seconds=60), asyncio.Event().wait, call(seconds=0.1))
    assert reason == "timeout"
    assert time.monotonic() - begun < 2


async def test_a_call_that_is_called_off_is_on_record_as_such():
    usage = MemoryUsage()
    asked = asyncio.create_task(make_calls(usage).make(call(), asyncio.Event().wait, text))
    await asyncio.sleep(0.02)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert [use.outcome for use in usage.noted] == ["cancelled"]


async def test_no_more_calls_are_made_at_once_than_allowed():
    under_way, most = 0, 0

    async def attempt():
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return ANSWER

    calls = make_calls(at_once=2)
    await asyncio.gather(*(calls.make(call(), attempt, text) for _ in range(7)))
    assert most == 2


async def test_waiting_for_ones_turn_takes_from_the_time_of_a_call():
    """What is left after it is too short for the wait that the provider asks for."""
    calls = make_calls(seconds=0.4, at_once=1)
    limited = LimitedError()
    limited.response = type("Response", (), {"headers": {"retry-after": "0.3"}})()

    async def slow():
        await asyncio.sleep(0.2)
        return ANSWER

    first = asyncio.create_task(calls.make(call(), slow, text))
    await asyncio.sleep(0)
    assert await refusal(calls, attempts(limited)) == "rate_limited"
    assert await first == "Noted."


async def test_what_may_pass_is_tried_three_times():
    calls, failing = make_calls(), attempts(ConnectionResetError())
    assert await refusal(calls, failing) == "connection"
    assert failing.made == 3
    recovering = attempts(ConnectionResetError(), ConnectionResetError(), ANSWER)
    assert await calls.make(call(), recovering, text) == "Noted."


async def test_the_breaker_opens_after_five_failures_in_a_row():
    usage, down = MemoryUsage(), attempts(DownError())
    calls = make_calls(usage)
    reasons = [await refusal(calls, down) for _ in range(7)]
    assert reasons == ["no_access"] * 5 + ["resting"] * 2
    assert down.made == 5
    assert [use.outcome for use in usage.noted] == reasons


async def test_a_success_between_failures_keeps_the_breaker_closed():
    calls, down, up = make_calls(), attempts(DownError()), attempts(ANSWER)
    for _ in range(3):
        assert [await refusal(calls, down) for _ in range(4)] == ["no_access"] * 4
        await calls.make(call(), up, text)


async def test_what_is_wrong_with_a_request_alone_does_not_open_the_breaker():
    """Or anyone could switch the model off for all, by a message that the provider refuses."""
    calls = make_calls()
    assert {await refusal(calls, attempts(BadRequestError())) for _ in range(8)} == {"bad_request"}


async def opened(calls):
    for _ in range(5):
        await refusal(calls, attempts(DownError()))
    assert await refusal(calls, attempts(ANSWER)) == "resting"


async def test_after_its_rest_one_call_is_let_through_and_closes_the_breaker():
    calls, may_end = make_calls(breakers=breakers(REST)), asyncio.Event()
    await opened(calls)
    await asyncio.sleep(REST * 1.5)

    async def trial():
        await may_end.wait()
        return ANSWER

    trying = asyncio.create_task(calls.make(call(), trial, text))
    await asyncio.sleep(0)
    assert await refusal(calls, attempts(ANSWER)) == "resting"
    may_end.set()
    assert await trying == "Noted."
    assert await calls.make(call(), attempts(ANSWER), text) == "Noted."


async def test_a_trial_that_fails_opens_the_breaker_again():
    calls = make_calls(breakers=breakers(REST))
    await opened(calls)
    await asyncio.sleep(REST * 1.5)
    assert await refusal(calls, attempts(DownError())) == "no_access"
    assert await refusal(calls, attempts(ANSWER)) == "resting"


async def test_one_model_rests_for_all_its_purposes_and_no_other_model_does():
    shared = breakers()
    await opened(make_calls(breakers=shared))
    assert await refusal(make_calls(breakers=shared), attempts(ANSWER)) == "resting"
    other = make_calls(model="openai:other", breakers=shared)
    assert await other.make(call(), attempts(ANSWER), text) == "Noted."


def spent(account="acme", ago=timedelta(hours=1), tokens=1000, cost=0.5):
    return Use(
        NOW - ago,
        account,
        "m0",
        Purpose.SPEAK,
        MODEL,
        "speak/v1",
        "ok",
        input_tokens=tokens,
        cost=cost,
    )


@pytest.mark.parametrize(
    ("limits", "reason"),
    [({"tokens_a_day": 1000}, "tokens_spent"), ({"cost_a_day": 0.5}, "money_spent")],
)
async def test_an_account_that_has_used_up_its_day_is_refused(usage, limits, reason):
    attempt, calls = attempts(ANSWER), make_calls(usage, **limits)
    await usage.note(spent())
    assert await refusal(calls, attempt) == reason
    assert attempt.made == 0
    assert await calls.make(call("globex"), attempt, text) == "Noted."


@pytest.mark.parametrize("limits", [{"tokens_a_day": 1001}, {"cost_a_day": 0.51}, {}])
async def test_a_day_that_is_not_used_up_yet_lets_a_call_through(usage, limits):
    await usage.note(spent())
    assert await make_calls(usage, **limits).make(call(), attempts(ANSWER), text) == "Noted."


async def test_yesterday_does_not_count(usage):
    await usage.note(spent(ago=timedelta(hours=25)))
    calls = make_calls(usage, tokens_a_day=1000, cost_a_day=0.5)
    assert await calls.make(call(), attempts(ANSWER), text) == "Noted."


async def test_a_call_counts_towards_the_next(usage):
    calls = make_calls(usage, tokens_a_day=1000)
    assert await calls.make(call(), attempts(ANSWER), text) == "Noted."
    assert await calls.make(call(), attempts(ANSWER), text) == "Noted."
    assert await refusal(calls, attempts(ANSWER)) == "tokens_spent"


async def test_the_text_of_an_error_is_not_logged(caplog):
    caplog.set_level(logging.DEBUG)
    await refusal(make_calls(), attempts(RuntimeError("Ana's approvals")))
    assert "RuntimeError" in caplog.text
    assert "Ana" not in caplog.text
