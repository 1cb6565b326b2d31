"""Guiding: a story that bears on it, one question that helps, a decision that is respected."""

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.decide import decide
from bot.domain.guiding import FACETS
from bot.domain.heard import Cue, Intent
from bot.domain.journey import TOPICS, Stage
from bot.domain.moves import MoveKind
from bot.domain.story import Facet
from tests.builders import (
    TOPICS as ALL_TOPICS,
)
from tests.builders import (
    make_asked,
    make_conversation,
    make_entry,
    make_heard,
    make_situation,
    make_turn,
    make_turns,
    make_view,
)

TALKING = make_turns("..")
PROBLEM = make_entry()


def decided(*intents, cues=(), conversation=None, **changes):
    heard = make_heard(*intents, cues=frozenset(cues))
    conversation = conversation or make_conversation(Field.PROBLEM, turns=TALKING)
    return decide(make_situation(conversation, heard, **changes))


# --- welcome ---


@pytest.mark.parametrize("cue", [Cue.CURIOUS, Cue.GREETING])
def test_the_merely_curious_get_something_and_are_asked_nothing(cue):
    move = decided(cues=[cue], conversation=make_conversation())
    assert (move.kind, move.line, move.question) == (MoveKind.WELCOME, "welcome_what_i_am", None)
    assert move.want.about == "approvals that nobody owns"


def test_whatever_the_first_words_are_they_get_a_welcome_if_nothing_was_said():
    assert decided(Intent.CHITCHAT, conversation=make_conversation()).kind is MoveKind.WELCOME


def test_a_topic_as_a_first_word_gets_a_story_on_it_and_else_an_opening():
    move = decided(conversation=make_conversation(), text="returns")
    assert (move.kind, move.want.about, move.want.asked) == (MoveKind.WELCOME, "returns", False)
    assert [m.want.about for m in move.otherwise] == ["approvals that nobody owns"]


def test_a_second_hello_brings_no_second_story():
    told = make_conversation(turns=(make_turn(0, story_ids=("a",)),))
    move = decided(cues=[Cue.GREETING], conversation=told)
    assert (move.kind, move.want) == (MoveKind.WELCOME, None)


def test_who_begins_with_their_problem_is_not_welcomed_but_heard():
    conversation = make_conversation(brief=Brief((PROBLEM,)))
    move = decided(cues=[Cue.GREETING], conversation=conversation, fresh=(PROBLEM,))
    assert (move.kind, move.heard) == (MoveKind.ASK, PROBLEM.span)
    assert move.want is not None


# --- the usual turn ---


def test_the_point_is_read_back_in_at_most_every_second_reply():
    said = make_conversation(Field.PROBLEM, turns=(make_turn(0, read_back=True),))
    assert decided(conversation=said, fresh=(PROBLEM,)).heard == ""
    assert decided(fresh=(PROBLEM,), text="word " * 16).heard == PROBLEM.span


def test_the_issue_is_read_back_rather_than_where_it_happens():
    place = make_entry(Field.SITUATION, "we are an online shop with 60 people", 1)
    assert decided(fresh=(place, PROBLEM), text="word " * 16).heard == PROBLEM.span


def test_a_short_answer_is_not_read_back():
    assert decided(fresh=(PROBLEM,), text="about a week").heard == ""


def test_a_story_comes_with_at_most_every_second_reply():
    told = make_conversation(Field.PROBLEM, turns=(make_turn(0, story_ids=("a",)),))
    assert decided(conversation=told, fresh=(PROBLEM,)).want is None
    assert decided(fresh=(PROBLEM,)).want is not None


def test_no_story_before_anything_of_their_issue_is_known():
    conversation = make_conversation(Field.SITUATION, turns=TALKING)
    assert decided(conversation=conversation, fresh=(make_entry(Field.SITUATION),)).want is None


def test_the_question_is_on_what_the_stage_lacks():
    topics = TOPICS[Stage.DEFINE]
    assert decided(fresh=(PROBLEM,)).question.topic in topics


def test_each_stage_is_told_from_facets_of_its_own():
    assert set(FACETS) == set(Stage)
    assert all(FACETS.values())
    assert not [f for facets in FACETS.values() for f in facets if f is Facet.PRODUCT_NOTES]


# --- a decision ---


@pytest.mark.parametrize(
    ("cues", "line"), [([], "decision_noted"), ([Cue.NOTHING], "do_nothing_noted")]
)
def test_a_decision_is_noted_with_stories_and_gets_no_question(cues, line):
    """To do nothing is a decision like any other."""
    decision = make_entry(Field.DECISION, "fix the cutoff ourselves", 3)
    move = decided(Intent.DECIDE, cues=cues, fresh=(decision,))
    assert (move.kind, move.line, move.question) == (MoveKind.CLOSE, line, None)
    assert move.values == ({"decision": "fix the cutoff ourselves"} if not cues else {})


def test_also_a_decision_without_words_of_its_own_gets_no_question():
    assert decided(Intent.DECIDE, fresh=(PROBLEM,)).question is None


# --- those who cannot choose, and those who ask what to do ---


def told(*ids):
    return make_conversation(Field.PROBLEM, turns=(make_turn(0, story_ids=ids), make_turn(1)))


def test_a_fourth_example_would_not_settle_it():
    move = decided(cues=[Cue.ANOTHER_EXAMPLE], conversation=told("a", "b", "c"))
    assert (move.kind, move.line, move.want) == (MoveKind.CLARIFY, "undecided_narrow", None)
    assert move.question.field is Field.OPEN_QUESTIONS


def test_a_second_example_is_given():
    move = decided(cues=[Cue.ANOTHER_EXAMPLE], conversation=told("a"))
    assert move.kind is MoveKind.SHARE_STORY


def test_one_more_example_is_a_wish_for_a_story_whatever_else_was_heard():
    for other in (Intent.ASK_SUMMARY, Intent.ASK_GUIDANCE):
        move = decided(other, Intent.ASK_STORY, cues=[Cue.ANOTHER_EXAMPLE], conversation=told("a"))
        assert move.kind is MoveKind.SHARE_STORY


def test_narrowing_asks_no_second_question_running():
    turns = (make_turn(0, story_ids=("a", "b", "c")), make_turn(1, question=make_asked()))
    again = make_conversation(Field.PROBLEM, turns=turns)
    move = decided(cues=[Cue.ANOTHER_EXAMPLE], conversation=again)
    assert (move.line, move.question) == ("undecided_narrow", None)


def test_narrowing_asks_nothing_that_is_settled():
    turns = told("a", "b", "c").turns
    both = (Field.OPEN_QUESTIONS, Field.CHANGE_RISK)
    answered = make_conversation(*both, turns=turns)
    declined = make_conversation(turns=turns, declined=frozenset((f, None) for f in both))
    for conversation in (answered, declined):
        assert decided(cues=[Cue.ANOTHER_EXAMPLE], conversation=conversation).question is None


def test_asked_what_to_do_it_tells_what_one_learned_and_when_to_drop_it():
    move = decided(cues=[Cue.RECOMMEND])
    assert move.kind is MoveKind.RECOMMEND
    assert {Facet.LESSONS, Facet.NOT_FOR} <= set(move.want.facets)


def test_it_recommends_nothing_to_someone_of_whom_nothing_is_known():
    move = decided(cues=[Cue.RECOMMEND], conversation=make_conversation(turns=TALKING))
    assert move.kind is not MoveKind.RECOMMEND


def test_things_to_think_about_are_those_still_open():
    move = decided(Intent.ASK_GUIDANCE)
    assert (move.kind, move.question) == (MoveKind.POINT_THE_WAY, None)
    assert move.points == (
        "the matter of impact",
        "the matter of root_cause",
        "the matter of trigger",
    )


def test_there_is_always_something_to_think_about():
    """Also for someone who has told everything."""
    done = make_conversation(*ALL_TOPICS, turns=TALKING)
    assert decided(Intent.ASK_GUIDANCE, conversation=done).points


# --- stories on request, walls of text, a challenge ---


def test_asked_for_a_story_one_must_be_found_or_none_is_said_to_fit():
    move = decided(Intent.ASK_STORY)
    assert (move.kind, move.want.must, move.want.count) == (MoveKind.SHARE_STORY, True, 1)
    assert decided(Intent.ASK_STORY, private=True).want.count == 2


def test_more_means_another_story():
    assert decided(cues=[Cue.MORE]).kind is MoveKind.SHARE_STORY


def test_more_before_anything_was_told_may_be_any_story():
    around = decided(cues=[Cue.MORE], conversation=make_conversation(turns=TALKING))
    assert [m.want.about for m in around.otherwise] == ["approvals that nobody owns"]
    assert decided(cues=[Cue.MORE]).otherwise == ()


def wall(count, **changes):
    entries = tuple(make_entry(span=f"point {n}", n=n) for n in range(count))
    return decided(cues=[Cue.WALL], fresh=entries, **changes)


def test_a_wall_of_text_is_read_and_gets_its_points_and_no_story():
    move = wall(3)
    assert (move.kind, move.line, move.want) == (MoveKind.ACKNOWLEDGE, "wall_read", None)
    assert move.points == ("point 0", "point 1", "point 2")
    assert move.values == {"count": "three points"}
    assert move.question is not None


def test_five_points_of_a_wall_are_enough():
    assert (len(wall(9).points), wall(9).values) == (5, {"count": "five points"})
    assert wall(1).values == {"count": "one point"}


def test_the_points_of_a_wall_are_of_every_kind_and_no_half_sentences():
    said = (
        (Field.SITUATION, "we have two plants"),
        (Field.PROBLEM, "when a customer calls"),
        (Field.PROBLEM, "the complaint goes through four hands"),
        (Field.IMPACT, "33 of 41 took a month"),
        (Field.WORKAROUNDS, "we tried a mailbox"),
        (Field.DESIRED_OUTCOME, "an answer within a week"),
    )
    fresh = tuple(make_entry(field, span, n) for n, (field, span) in enumerate(said))
    points = decided(cues=[Cue.WALL], fresh=fresh).points
    assert points == tuple(span for _, span in said if span != "when a customer calls")


def test_a_wall_that_answers_a_question_gets_no_second_one():
    """Its own points are nothing given."""
    asked = make_conversation(Field.PROBLEM, turns=make_turns(".q"))
    assert wall(3, conversation=asked).question is None


def challenged(stage_fields=(Field.PROBLEM, Field.IMPACT), turns=TALKING, **changes):
    conversation = make_conversation(*stage_fields, turns=turns)
    return decided(conversation=conversation, fresh=(PROBLEM,), view=make_view(), **changes)


def test_a_challenge_does_not_ask_what_was_told():
    tried = make_entry(Field.WORKAROUNDS, "we bought a calendar", 5)
    view = make_view()
    known = make_conversation(
        *(t for t in ALL_TOPICS if t[0] not in (Field.CHANGE_RISK, Field.STATUS_QUO)),
        turns=TALKING,
    )
    move = decided(conversation=known, fresh=(tried,), view=view)
    assert move.kind is not MoveKind.PROVOKE


def test_a_challenge_is_a_question_from_the_owners_views():
    move = challenged()
    assert (move.kind, move.view) == (MoveKind.PROVOKE, make_view())
    assert move.question.text == make_view().question
    assert move.want.about == "a tool was bought before anyone agreed who decides"


def test_there_is_one_challenge_in_a_conversation():
    before = (make_turn(0, move=MoveKind.PROVOKE), make_turn(1))
    assert challenged(turns=before).kind is not MoveKind.PROVOKE


def test_nobody_is_challenged_before_their_problem_is_defined():
    assert challenged((Field.PROBLEM,)).kind is not MoveKind.PROVOKE


def test_nobody_is_challenged_when_no_question_is_in_order():
    assert challenged(turns=make_turns("qq")).kind is not MoveKind.PROVOKE


def test_a_question_that_was_declined_is_not_asked_again():
    declined = frozenset({(Field.IMPACT, None), (Field.ROOT_CAUSE, None)})
    conversation = make_conversation(Field.PROBLEM, turns=TALKING, declined=declined)
    move = decided(conversation=conversation, fresh=(PROBLEM,))
    assert move.question.topic not in declined


def test_a_topic_that_was_asked_about_is_not_asked_about_again():
    turns = (make_turn(0, question=make_asked(Field.IMPACT)), make_turn(1))
    conversation = make_conversation(Field.PROBLEM, turns=turns)
    assert decided(conversation=conversation, fresh=(PROBLEM,)).question.field is not Field.IMPACT
