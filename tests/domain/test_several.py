"""Several people in one room: two views are named, and the question goes between them."""

from dataclasses import replace

from bot.domain.brief import Brief, Field
from bot.domain.decide import decide
from bot.domain.moves import MoveKind
from bot.domain.questions import SEVERAL, Question
from bot.domain.settle import settle
from tests.builders import (
    RAJ,
    make_conversation,
    make_entry,
    make_heard,
    make_situation,
    make_turn,
    make_turns,
    make_wording,
)

ANAS = make_entry(Field.PROBLEM, "the forecast is always wrong", 0)
RAJS = make_entry(Field.PROBLEM, "finance only wants certainty", 1, who=RAJ, who_name="Raj")
FIRST = (make_turn(0),)
NO = "No, it is fine. Finance only wants certainty."
BETWEEN = Question(
    "between", Field.OPEN_QUESTIONS, "Which case would settle it?", for_whom=SEVERAL
)


def situation(*entries, fresh=(RAJS,), turns=FIRST, text=NO, **changes):
    wording = make_wording()
    bank = replace(wording, questions=(*wording.questions, BETWEEN))
    conversation = make_conversation(brief=Brief(entries), turns=turns, **changes)
    return make_situation(
        conversation, make_heard(), fresh=fresh, wording=bank, speaker=RAJ, text=text
    )


def test_two_views_are_named_and_the_question_goes_between_them():
    move = decide(situation(ANAS, RAJS))
    assert (move.line, move.question) == ("views_differ", BETWEEN)
    assert move.values == {"one": ANAS.span, "other": RAJS.span}


def test_the_people_are_not_named():
    assert not {"Ana", "Raj"} & set(decide(situation(ANAS, RAJS)).values.values())


def test_one_person_alone_does_not_differ():
    again = make_entry(Field.PROBLEM, "and it is late as well", 2)
    assert decide(situation(ANAS, again, fresh=(again,))).line != "views_differ"


def test_it_is_named_once():
    turns = (make_turn(0, line="views_differ"),)
    assert decide(situation(ANAS, RAJS, turns=turns)).line != "views_differ"


def test_a_question_between_people_is_not_put_to_one_alone():
    move = decide(situation(ANAS, fresh=(ANAS,)))
    assert move.question is None or move.question.for_whom != SEVERAL


def test_it_is_still_named_where_no_question_is_in_order():
    s = situation(ANAS, RAJS, turns=make_turns("qqqq"))
    move = settle(decide(s), (), None, s)
    assert (move.kind, move.line, move.question) == (MoveKind.ASK, "views_differ", None)


def test_what_is_settled_is_not_asked():
    known = make_entry(Field.OPEN_QUESTIONS, "which date we mean", 3)
    chosen = make_entry(Field.DECISION, "we wait", 4)
    assert decide(situation(ANAS, RAJS, known, chosen)).question is None


def test_who_adds_to_what_was_said_does_not_differ():
    move = decide(situation(ANAS, RAJS, text="And it comes three days late as well."))
    assert move.line != "views_differ"


def test_right_after_a_question_the_views_are_given_and_nothing_is_asked():
    move = decide(situation(ANAS, RAJS, turns=make_turns("q")))
    assert (move.line, move.question) == ("views_differ", None)
