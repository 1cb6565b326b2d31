"""The conversation as it is once a reply has gone out."""

from datetime import timedelta

import pytest

from bot.domain.afterwards import afterwards
from bot.domain.brief import Field
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import CONFIRM, PERSON
from tests.builders import (
    ANA,
    NOW,
    make_asked,
    make_brief,
    make_conversation,
    make_reply,
    make_situation,
    make_told,
    make_turns,
)

ASKED = make_asked()


def after(move, reply=None, **conversation):
    conversation = make_conversation(Field.PROBLEM, **conversation)
    return afterwards(make_situation(conversation), move, reply or make_reply(move=move.kind))


def test_the_turn_is_remembered_as_it_went_out():
    move = Move(MoveKind.SHARE_STORY, line="noted", heard="it takes a week")
    reply = make_reply("One signed twice.", stories=[make_told()], question=ASKED)
    turn = after(move, reply, turns=make_turns("..")).turns[-1]
    assert (turn.n, turn.at, turn.speaker, turn.move) == (2, NOW, ANA, MoveKind.SHARE_STORY)
    assert (turn.question, turn.story_ids, turn.text) == (ASKED, ("close",), "One signed twice.")
    assert (turn.read_back, turn.line) == (True, "noted")


def test_the_question_that_went_out_waits_for_an_answer():
    assert after(Move(MoveKind.ASK), make_reply(question=ASKED)).pending == ASKED


def test_a_question_that_the_guard_took_out_waits_for_nothing():
    decided = Move(MoveKind.ASK, question=None)
    assert after(decided, make_reply()).pending is None


ASIDES = [MoveKind.REPEAT, MoveKind.EXPLAIN_PRIVACY, MoveKind.ANSWER_PLAINLY, MoveKind.HOLD_LINE]


@pytest.mark.parametrize("kind", ASIDES)
def test_an_aside_leaves_standing_what_was_asked(kind):
    """ "Who can read this?" and then "yes": the yes is still to what was read back."""
    left = after(Move(kind), pending=ASKED, awaits=CONFIRM)
    assert (left.pending, left.awaits) == (ASKED, CONFIRM)


def test_any_other_move_leaves_nothing_waiting():
    left = after(Move(MoveKind.SHARE_STORY), pending=ASKED, awaits=CONFIRM)
    assert (left.pending, left.awaits) == (None, "")


def test_an_offer_waits_for_its_yes():
    assert after(Move(MoveKind.OFFER_PERSON, awaits=PERSON)).awaits == PERSON


def test_the_page_reads_back_all_there_is():
    s = make_situation(make_conversation(*Field, turns=make_turns("...")))
    page = Move(MoveKind.SHOW_BRIEF, awaits=CONFIRM)
    assert {e.shown_in for e in afterwards(s, page, make_reply()).brief.entries} == {3}


def test_the_question_whether_that_is_right_reads_back_problem_and_decision_alone():
    """A yes to it confirms nothing that was not read."""
    s = make_situation(make_conversation(*Field))
    ask = Move(MoveKind.CONFIRM_BRIEF, awaits=CONFIRM)
    shown = [e.field for e in afterwards(s, ask, make_reply()).brief.entries if e.shown_in == 0]
    assert shown == [Field.PROBLEM, Field.DECISION]


def test_other_replies_read_nothing_back():
    left = after(Move(MoveKind.SHARE_STORY))
    assert left.brief.entries[0].shown_in is None


def test_the_gate_opens_with_the_first_answer_behind_it_and_stays():
    sure = make_brief(Field.PROBLEM, Field.DECISION, confirmed=True)
    s = make_situation(make_conversation(brief=sure))
    opened = afterwards(s, Move(MoveKind.OPEN_PRODUCT), make_reply())
    assert opened.gate_open
    assert afterwards(make_situation(opened), Move(MoveKind.ASK), make_reply()).gate_open


def test_a_date_that_was_agreed_is_remembered_with_who_wished_for_it():
    first, second = NOW + timedelta(days=3), NOW + timedelta(days=9)
    once = after(Move(MoveKind.CIRCLE_BACK, due=first))
    twice = afterwards(make_situation(once), Move(MoveKind.CIRCLE_BACK, due=second), make_reply())
    assert [(d.at, d.who) for d in twice.dates] == [(first, ANA), (second, ANA)]
    assert after(Move(MoveKind.CIRCLE_BACK)).dates == ()


def test_who_reads_along_is_told_once_and_with_words():
    """A reaction is no place for it."""
    assert after(Move(MoveKind.ASK)).told_who_reads
    assert not after(Move(MoveKind.ACKNOWLEDGE), make_reply("", reaction="+1")).told_who_reads
    assert after(Move(MoveKind.ACKNOWLEDGE), make_reply(""), told_who_reads=True).told_who_reads
