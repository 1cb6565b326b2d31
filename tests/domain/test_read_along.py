"""Where a language model may help: where something is to be understood or put well."""

import pytest

from bot.domain.brief import Field
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.domain.moves import Move, MoveKind
from bot.domain.read_along import worth_hearing, worth_wording
from tests.builders import make_fact, make_heard, make_told

TOLD = Heard(intents=frozenset({Intent.DESCRIBE}))


@pytest.mark.parametrize(
    "intents",
    [{Intent.DESCRIBE}, {Intent.ASK_STORY}, {Intent.ASK_GUIDANCE}, {Intent.DECIDE}, set()],
    ids=str,
)
def test_what_has_to_be_understood_is_worth_hearing(intents):
    assert worth_hearing(Heard(intents=frozenset(intents)))


@pytest.mark.parametrize(
    "intent",
    [
        Intent.ASK_PRIVACY,
        Intent.ASK_HUMAN,
        Intent.ASK_SUMMARY,
        Intent.ASK_PRODUCT,
        Intent.DECLINE,
        Intent.CORRECT,
        Intent.ADVERSARIAL,
        Intent.OFF_TOPIC,
    ],
)
def test_what_is_certain_is_not_even_beside_something_else(intent):
    assert not worth_hearing(make_heard(Intent.DESCRIBE, intent))


@pytest.mark.parametrize("cue", [Cue.FORGET, Cue.SKIP, Cue.STOP, Cue.NO_MODEL, Cue.IS_THIS_A_BOT])
def test_a_plain_sign_is_not(cue):
    assert not worth_hearing(make_heard(Intent.DESCRIBE, cues=frozenset({cue})))


def test_another_language_is_not():
    assert not worth_hearing(Heard(language="de"))


def test_a_bare_yes_is_not_and_a_yes_that_tells_something_is():
    yes = Heard(assent=Assent.YES)
    told = Heard(assent=Assent.YES, entries=(HeardEntry(Field.IMPACT, "it costs two days"),))
    assert not worth_hearing(yes)
    assert worth_hearing(told)


@pytest.mark.parametrize("kind", [MoveKind.SHARE_STORY, MoveKind.WELCOME, MoveKind.RECOMMEND])
def test_a_story_is_worth_wording(kind):
    assert worth_wording(Move(kind, told=(make_told(),)))


WORDED = {
    MoveKind.WELCOME,
    MoveKind.ASK,
    MoveKind.SHARE_STORY,
    MoveKind.RECOMMEND,
    MoveKind.SUGGEST_CHECK,
    MoveKind.ACKNOWLEDGE,
    MoveKind.NO_STORY,
}


@pytest.mark.parametrize("kind", [kind for kind in MoveKind if kind not in WORDED])
def test_what_is_said_word_for_word_is_not(kind):
    assert not worth_wording(Move(kind, told=(make_told(),)))


def test_facts_lists_and_reactions_are_not():
    told = (make_told(),)
    assert not worth_wording(Move(MoveKind.SHARE_STORY, told=told, fact=make_fact()))
    assert not worth_wording(Move(MoveKind.ACKNOWLEDGE, told=told, points=("who it hits",)))
    assert not worth_wording(Move(MoveKind.ACKNOWLEDGE, reaction="+1"))
