"""The journey: eight stages over the brief, a map of what would help next and never a form."""

import pytest

from bot.domain.brief import Aspect, Brief, Field
from bot.domain.journey import (
    FIX_IT_OURSELVES,
    TOPICS,
    WHAT_WAS_TRIED,
    WHO_FEELS_IT,
    WHO_IS_MISSING,
    WHO_MUST_AGREE,
    Progress,
    Stage,
)
from tests.builders import RAJ, make_brief, make_entry

DEFINED = (Field.PROBLEM, Field.IMPACT)
ASSEMBLED = (*DEFINED, WHO_FEELS_IT, WHO_MUST_AGREE, WHO_IS_MISSING)
TRIED = (*ASSEMBLED, WHAT_WAS_TRIED, FIX_IT_OURSELVES)
WEIGHED = (*TRIED, Field.CHANGE_RISK, Field.STATUS_QUO)


def stage(*fields, declined=()):
    return Progress(make_brief(*fields), frozenset(declined)).stage


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), Stage.CURIOUS),
        ((Field.SITUATION,), Stage.RECOGNISE),
        ((Field.PROBLEM,), Stage.DEFINE),
        (DEFINED, Stage.ASSEMBLE),
        (ASSEMBLED, Stage.WORKAROUNDS),
        (TRIED, Stage.WEIGH_CHANGE),
        (WEIGHED, Stage.AGREE),
        ((*WEIGHED, Field.DECISION), Stage.READY),
    ],
)
def test_each_stage_is_behind_them_once_what_it_needs_is_known(known, expected):
    assert stage(*known) is expected


@pytest.mark.parametrize("field", [Field.IMPACT, Field.TRIGGER, Field.ROOT_CAUSE])
def test_a_problem_is_defined_with_one_of_impact_trigger_and_cause(field):
    """And with someone who lives it."""
    assert stage(Field.PROBLEM, field, Field.SITUATION) is Stage.ASSEMBLE


def test_a_problem_told_from_afar_is_not_defined_yet():
    """A trigger alone says nothing of who lives with it."""
    assert stage(Field.PROBLEM, Field.TRIGGER) is Stage.DEFINE


def test_a_problem_is_defined_when_it_is_said_who_feels_it():
    assert stage(Field.PROBLEM, Field.TRIGGER, WHO_FEELS_IT) is Stage.ASSEMBLE


def test_the_life_of_another_does_not_define_my_problem():
    """Raj's day says nothing of the problem that Ana named."""
    rajs = make_entry(Field.SITUATION, "we close on day nine", 5, who=RAJ)
    brief = Brief((*make_brief(Field.PROBLEM, Field.TRIGGER).entries, rajs))
    assert Progress(brief).stage is Stage.DEFINE


def test_a_declined_topic_is_settled_as_an_answered_one():
    declined = {WHO_FEELS_IT, WHO_MUST_AGREE, WHO_IS_MISSING}
    assert stage(*DEFINED, declined=declined) is Stage.WORKAROUNDS


def test_a_buyer_may_enter_anywhere():
    """Whoever starts with the risks is still asked what the problem is, and keeps the risks."""
    progress = Progress(make_brief(Field.CHANGE_RISK))
    assert progress.stage is Stage.RECOGNISE
    assert (Field.CHANGE_RISK, None) not in list(progress.open_topics())


def test_going_back_is_taking_something_back():
    brief = make_brief(*DEFINED)
    assert Progress(brief.withdraw("m0/0", "slack:ana")).stage is Stage.RECOGNISE


def test_topics_of_the_present_stage_come_first():
    topics = list(Progress(make_brief(*DEFINED)).open_topics())
    assert topics[:3] == [WHO_FEELS_IT, WHO_MUST_AGREE, WHO_IS_MISSING]
    assert topics[3:5] == [WHAT_WAS_TRIED, FIX_IT_OURSELVES]


def test_nothing_settled_is_an_open_topic():
    progress = Progress(make_brief(*ASSEMBLED), frozenset({WHAT_WAS_TRIED}))
    assert not [t for t in progress.open_topics() if progress.settled(t)]


def test_each_topic_comes_up_once():
    topics = list(Progress(Brief()).open_topics())
    assert len(topics) == len(set(topics))


def test_at_the_end_nothing_is_asked():
    assert list(Progress(make_brief(*WEIGHED, Field.DECISION)).open_topics()) == []


def test_an_entry_without_a_side_does_not_answer_for_all_sides():
    progress = Progress(make_brief(Field.STAKEHOLDERS))
    assert not progress.settled(WHO_MUST_AGREE)


def test_each_stage_has_topics_but_the_last():
    assert [s for s in Stage if not TOPICS[s]] == [Stage.READY]


def test_all_sides_of_people_and_attempts_are_asked_about():
    asked = {t for topics in TOPICS.values() for t in topics}
    assert {aspect for _, aspect in asked if aspect} == set(Aspect)
