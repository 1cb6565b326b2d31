"""A cheap check: two causes told apart, a guess settled, once, never in place of a wish."""

import pytest

from bot.domain.brief import Brief, Certainty, Field
from bot.domain.decide import decide
from bot.domain.heard import Intent
from bot.domain.moves import MoveKind
from tests.builders import make_conversation, make_entry, make_heard, make_situation, make_turn

PROBLEM = make_entry()
UPSTREAM = make_entry(Field.ROOT_CAUSE, "orders come in without a size", 1)
PICKERS = make_entry(Field.ROOT_CAUSE, "the pickers are in a hurry", 2)
FIRST = (make_turn(0),)
GUESSED = make_entry(Field.IMPACT, "maybe 60 a week", 3, sure=Certainty.GUESS)


def decided(*entries, fresh, intents=(), turns=FIRST):
    conversation = make_conversation(brief=Brief((PROBLEM, *entries)), turns=turns)
    return decide(make_situation(conversation, make_heard(*intents), fresh=fresh))


def test_two_causes_bring_a_check_that_tells_them_apart():
    move = decided(UPSTREAM, PICKERS, fresh=(PICKERS,))
    assert (move.kind, move.line) == (MoveKind.SUGGEST_CHECK, "check_two_causes")
    assert move.values == {"one": UPSTREAM.span, "other": PICKERS.span}
    assert move.question is None


def test_one_cause_brings_none():
    assert decided(UPSTREAM, fresh=(UPSTREAM,)).kind is not MoveKind.SUGGEST_CHECK


def test_old_causes_bring_none_while_something_else_is_told():
    place = make_entry(Field.SITUATION, "three warehouses", 4)
    move = decided(UPSTREAM, PICKERS, place, fresh=(place,))
    assert move.kind is not MoveKind.SUGGEST_CHECK


def test_a_guessed_number_brings_a_count():
    move = decided(GUESSED, fresh=(GUESSED,))
    assert (move.line, move.values) == ("check_guess", {"span": GUESSED.span})


@pytest.mark.parametrize(
    "entry",
    [
        make_entry(Field.IMPACT, "60 a week", 3),
        make_entry(Field.IMPACT, "a lot, I guess", 3, sure=Certainty.GUESS),
        make_entry(Field.DESIRED_OUTCOME, "maybe 5 a week", 3, sure=Certainty.GUESS),
    ],
)
def test_what_is_no_guessed_number_brings_no_count(entry):
    assert decided(entry, fresh=(entry,)).kind is not MoveKind.SUGGEST_CHECK


@pytest.mark.parametrize("line", ["check_guess", "check_two_causes"])
def test_each_check_is_suggested_once(line):
    turns = (make_turn(0, line=line, move=MoveKind.SUGGEST_CHECK),)
    move = decided(UPSTREAM, PICKERS, GUESSED, fresh=(PICKERS, GUESSED), turns=turns)
    assert move.line != line


def test_who_asks_for_a_story_gets_the_story():
    move = decided(UPSTREAM, PICKERS, fresh=(PICKERS,), intents=(Intent.ASK_STORY,))
    assert move.kind is MoveKind.SHARE_STORY


def test_a_guess_is_called_one_also_right_after_a_reading_back():
    """Only their words are not read back twice running."""
    move = decided(GUESSED, fresh=(GUESSED,), turns=(make_turn(0, read_back=True),))
    assert (move.line, move.values) == ("check_guess_short", {})
    once = (make_turn(0, line="check_guess_short"), make_turn(1))
    assert decided(GUESSED, fresh=(GUESSED,), turns=once).kind is not MoveKind.SUGGEST_CHECK
