"""What is remembered of a conversation between turns."""

from datetime import timedelta

from bot.domain.brief import Field
from bot.domain.conversation import SITTING, Conversation
from bot.domain.gate import open_gate
from bot.domain.journey import Stage
from bot.domain.moves import MoveKind
from tests.builders import NOW, make_asked, make_conversation, make_turn, make_turns


def test_turns_are_counted_from_nought():
    assert Conversation("c").next_n == 0
    assert make_conversation(turns=make_turns("q.")).next_n == 2


def test_a_long_pause_begins_a_new_sitting():
    yesterday = make_turn(0, at=NOW - timedelta(days=1))
    today = [make_turn(n, at=NOW - timedelta(minutes=30 - n)) for n in (1, 2)]
    conversation = make_conversation(turns=(yesterday, *today))
    assert conversation.sitting(NOW) == tuple(today)
    assert conversation.sitting(NOW + timedelta(days=1)) == ()


def test_a_sitting_may_last_all_day_without_a_long_pause():
    turns = tuple(make_turn(n, at=NOW - 3 * (SITTING / 4) * (6 - n)) for n in range(6))
    assert len(make_conversation(turns=turns).sitting(NOW)) == 6


def test_it_knows_what_was_told_and_asked():
    asked = make_asked(Field.TRIGGER, id="trigger-1")
    turns = (make_turn(0, story_ids=("a", "b")), make_turn(1, question=asked, story_ids=("c",)))
    conversation = make_conversation(turns=turns)
    assert conversation.told_ids == {"a", "b", "c"}
    assert conversation.asked_ids == {"trigger-1"}
    assert conversation.asked_topics == {(Field.TRIGGER, None)}


def test_a_card_beside_points_to_think_about_is_shown_but_not_told():
    turns = (make_turn(0, story_ids=("a",), move=MoveKind.POINT_THE_WAY),)
    conversation = make_conversation(turns=(*turns, make_turn(1, story_ids=("b",))))
    assert conversation.told_ids == {"b"}
    assert conversation.shown_ids == {"a", "b"}


def test_the_stage_is_read_off_the_brief():
    assert make_conversation(Field.PROBLEM).stage is Stage.DEFINE
    assert make_conversation(Field.PROBLEM, turns=make_turns("q........")).stage is Stage.DEFINE


def test_the_gate_is_as_the_brief_stands_now():
    conversation = make_conversation(Field.PROBLEM, Field.DECISION)
    sure = conversation.brief.show(0, *Field).confirm("slack:ana", 1)
    opened = make_conversation(brief=sure, gate=open_gate(sure))
    assert opened.gate_open
    assert not make_conversation(brief=sure.withdraw("m0/0", "slack:ana")).gate_open


def test_adding_a_turn_changes_nothing_else():
    before = make_conversation(Field.PROBLEM)
    after = before.with_turn(make_turn(0))
    assert after.turns == (make_turn(0),)
    assert after.brief == before.brief
    assert before.turns == ()
