"""Settling a move once it is known which stories fit."""

import pytest

from bot.domain.brief import Field
from bot.domain.moves import Evidence, Move, MoveKind, StoryWant
from bot.domain.remember import PERSON
from bot.domain.settle import settle
from bot.domain.story import Facet, Outcome
from tests.builders import (
    TOPICS,
    make_bank,
    make_conversation,
    make_entry,
    make_fact,
    make_situation,
    make_told,
    make_turn,
    make_turns,
    make_view,
)

QUESTION = make_bank()[0]
WANT = StoryWant("approvals", count=1)
STORY = make_told()
PROBLEM = make_entry()


def settled(move, *told, nearest=None, turns="..", **changes):
    conversation = make_conversation(Field.PROBLEM, turns=make_turns(turns))
    return settle(move, told, nearest, make_situation(conversation, **changes))


def asks(**changes):
    return Move(MoveKind.ASK, want=WANT, question=QUESTION, **changes)


def test_a_turn_with_a_story_shares_it():
    move = settled(asks(), STORY)
    assert (move.kind, move.told, move.question) == (MoveKind.SHARE_STORY, (STORY,), QUESTION)


def test_no_more_stories_than_wanted_are_told():
    others = [make_told(story_id=f"s{n}") for n in range(3)]
    assert len(settled(asks(), *others).told) == 1


# --- none fits ---


def test_where_a_story_was_asked_for_and_none_fits_that_is_the_answer():
    want = StoryWant("x", must=True)
    move = settled(Move(MoveKind.SHARE_STORY, want=want, question=QUESTION), nearest=STORY)
    assert (move.kind, move.line, move.nearest) == (MoveKind.NO_STORY, "no_story", STORY)
    assert move.question is None


def test_after_a_story_was_told_none_is_said_to_fit_beside_it():
    s = make_situation(make_conversation(turns=(make_turn(0, story_ids=("a",)),)))
    move = settle(Move(MoveKind.SHARE_STORY, want=StoryWant("x", must=True)), (), STORY, s)
    assert (move.kind, move.line) == (MoveKind.NO_STORY, "no_other_story")


def test_where_there_is_not_even_a_near_one_that_is_said():
    move = settled(Move(MoveKind.RECOMMEND, want=StoryWant("x", must=True)))
    assert (move.kind, move.line) == (MoveKind.NO_STORY, "no_story_none")


# --- something given before a question ---


def test_after_a_question_nothing_is_asked_unless_something_is_given():
    move = settled(asks(heard="x"), turns=".q", fresh=(PROBLEM,))
    assert (move.kind, move.question, move.heard) == (MoveKind.ACKNOWLEDGE, None, "x")
    assert move.line == "thought"


def test_a_story_is_something_given():
    assert settled(asks(), STORY, turns=".q").question == QUESTION


def test_after_a_reply_without_a_question_one_may_be_asked():
    assert settled(asks(), turns="q.").question == QUESTION


def test_a_first_question_needs_something_given_or_something_said():
    assert settled(asks(), turns="", fresh=(PROBLEM,)).question == QUESTION
    assert settled(asks(), turns="").question is None


# --- nothing to give and nothing to ask ---


def test_the_least_we_owe_is_a_thing_to_think_about():
    move = settled(Move(MoveKind.ASK), fresh=(PROBLEM,))
    assert (move.kind, move.line) == (MoveKind.ACKNOWLEDGE, "noted_thought")
    assert move.values["thought"].startswith("the matter of")


def test_a_thought_is_given_once():
    first = settled(Move(MoveKind.ASK), fresh=(PROBLEM,)).values["thought"]
    conversation = make_conversation(turns=(make_turn(0, text=f"Look at {first}."),))
    s = make_situation(conversation, fresh=(PROBLEM,))
    assert settle(Move(MoveKind.ASK), (), None, s).values["thought"] != first


def test_who_has_thought_of_everything_is_told_that_it_is_noted():
    s = make_situation(make_conversation(*TOPICS), fresh=(PROBLEM,))
    assert settle(Move(MoveKind.ASK), (), None, s).line == "noted"


def test_what_was_not_understood_gets_choices_and_never_silence():
    move = settled(Move(MoveKind.ASK))
    assert (move.kind, move.line) == (MoveKind.CLARIFY, "more_choices")


def test_the_second_time_running_it_is_left_there():
    conversation = make_conversation(turns=(make_turn(0, line="more_choices"),))
    move = settle(Move(MoveKind.ASK), (), None, make_situation(conversation))
    assert move.line == "decline_second"


# --- a challenge, a decision ---


def test_a_challenge_without_a_story_behind_it_is_not_made():
    challenge = Move(MoveKind.PROVOKE, view=make_view(), question=QUESTION, want=WANT)
    assert settled(challenge, STORY).view == make_view()
    without = settled(challenge, fresh=(PROBLEM,))
    assert (without.kind, without.view) == (MoveKind.ASK, None)
    assert without.question != QUESTION


def outcomes(*ends):
    return [make_told(story_id=f"s{n}", outcome=end) for n, end in enumerate(ends)]


def test_stories_behind_a_decision_are_counted_from_three_up():
    close = Move(MoveKind.CLOSE, want=StoryWant("x", count=2))
    fitting = outcomes(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SUCCEEDED, Outcome.PARTLY)
    move = settled(close, *fitting)
    assert move.evidence == (Evidence(2, 4, ("s0", "s1", "s2", "s3")),)
    assert len(move.told) == 2


def test_two_stories_are_told_and_not_counted():
    close = Move(MoveKind.CLOSE, want=StoryWant("x", count=2))
    assert settled(close, *outcomes(Outcome.SUCCEEDED, Outcome.FAILED)).evidence == ()


def test_only_a_decision_is_answered_with_a_count():
    assert settled(asks(), *outcomes(*[Outcome.FAILED] * 5)).evidence == ()


def test_a_decision_stands_without_a_story_too():
    close = Move(MoveKind.CLOSE, line="decision_noted", want=WANT)
    assert settled(close) == close


# --- behind the gate ---

OPEN = Move(MoveKind.OPEN_PRODUCT, line="gate_open", want=StoryWant("x"))
NOTED = make_told({Facet.PRODUCT_NOTES: "It keeps the list."}, story_id="noted")


def test_behind_the_gate_stories_with_product_notes_are_told():
    move = settled(OPEN, STORY, NOTED)
    assert (move.kind, move.told, move.line) == (MoveKind.OPEN_PRODUCT, (NOTED,), "gate_open")


@pytest.mark.parametrize("told", [(), (STORY,)])
def test_an_answer_is_not_promised_where_none_is_held(told):
    """The gate is open, and a person is offered instead."""
    move = settled(OPEN, *told)
    assert (move.kind, move.line, move.awaits) == (MoveKind.OPEN_PRODUCT, "no_fact", PERSON)
    assert move.told == ()


def test_a_plain_fact_is_an_answer():
    move = settled(Move(MoveKind.OPEN_PRODUCT, line="gate_open", fact=make_fact()))
    assert (move.line, move.awaits) == ("gate_open", "")
