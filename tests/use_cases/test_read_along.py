"""Leave to read a turn is given in one place, and refused by settings, accounts and rooms."""

import logging

import pytest

from bot.domain.audience import Place, Room, Speaker
from bot.domain.conversation import Conversation
from bot.domain.errors import ModelUnavailableError
from bot.domain.events import Message
from bot.domain.heard import Cue, Heard, Intent
from bot.ports.model import ModelListener, Refusals
from bot.use_cases.read_along import Consent, ReadAlong, whose
from tests.builders import NOW

HEARD = Heard(intents=frozenset({Intent.DESCRIBE}))
BETTER = Heard(intents=frozenset({Intent.ASK_STORY}))
CONVERSATION = Conversation("web:r1")


class SetRefusals(Refusals):
    """Refusals in memory."""

    def __init__(self, *who):
        self.who = set(who)

    async def refused(self, *who):
        return bool(self.who.intersection(who))

    async def refuse(self, who, at, by):
        self.who.add(who)

    async def allow(self, who):
        known = who in self.who
        self.who.discard(who)
        return known

    async def all(self):
        return sorted(self.who)


class Reader(ModelListener):
    """Hears what it was told to hear, or fails."""

    def __init__(self, result=BETTER):
        self.result = result
        self.calls = 0

    async def listen(self, message, conversation, heard, reading):
        self.calls += 1
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def message(account="acme"):
    room = Room("r1", "web", Place.SHARED, account)
    return Message(key="m1", room=room, speaker=Speaker("ana"), at=NOW, text="words of Ana")


def along(listener=None, refused=(), who=()):
    consent = Consent(SetRefusals(*who), frozenset(refused))
    return ReadAlong(consent, listener, "Modelhouse", 15, {})


async def test_leave_names_the_account_and_ends_in_time():
    reading = await along().begin(message(), CONVERSATION)
    assert (reading.account, reading.key) == ("acme", "m1")


@pytest.mark.parametrize(
    ("refused", "who"),
    [(["acme"], []), (["*"], []), ([], ["acme"]), ([], ["web:r1"])],
    ids=["settings", "settings for all", "account", "room"],
)
async def test_no_leave_is_given_where_it_was_refused(refused, who):
    assert await along(refused=refused, who=who).begin(message(), CONVERSATION) is None


async def test_another_accounts_refusal_is_its_own():
    assert await along(who=["globex"]).begin(message(), CONVERSATION) is not None


def test_a_refusal_counts_for_the_account_or_for_the_room_that_has_none():
    assert whose(message(), CONVERSATION) == "acme"
    assert whose(message(account=""), CONVERSATION) == "web:r1"


async def test_the_models_hearing_stands_where_it_was_worth_asking():
    reader = Reader()
    reads = along(reader)
    reading = await reads.begin(message(), CONVERSATION)
    assert await reads.hear(message(), CONVERSATION, HEARD, reading) is BETTER
    plain = Heard(cues=frozenset({Cue.FORGET}))
    assert await reads.hear(message(), CONVERSATION, plain, reading) is plain
    assert reader.calls == 1


async def test_a_model_that_fails_leaves_what_was_heard_and_a_reason_without_words(caplog):
    reads = along(Reader(ModelUnavailableError("timeout")))
    reading = await reads.begin(message(), CONVERSATION)
    with caplog.at_level(logging.WARNING):
        assert await reads.hear(message(), CONVERSATION, HEARD, reading) is HEARD
    assert "timeout" in caplog.text
    assert "words of Ana" not in caplog.text


async def test_who_only_words_hears_as_before():
    reads = along()
    reading = await reads.begin(message(), CONVERSATION)
    assert await reads.hear(message(), CONVERSATION, HEARD, reading) is HEARD
