"""The question bank, the points, the openings and the help: enough, leading to nothing."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.adapters.content.prompt_files import load_wording
from bot.domain.audience import Role
from bot.domain.brief import Aspect, Field
from bot.domain.insider_wishes import GAPS, REQUESTS, REVIEW
from bot.domain.journey import TOPICS as ASKED_IN_STAGES
from bot.domain.plain import MARKUP, questions_in
from bot.domain.questions import Setting, choose

WORDING = load_wording(Path(__file__).resolve().parents[2] / "prompts")
BANK = WORDING.questions
ASPECTS = {
    Field.STAKEHOLDERS: (Aspect.WHO_FEELS_IT, Aspect.WHO_MUST_AGREE, Aspect.WHO_IS_MISSING),
    Field.WORKAROUNDS: (Aspect.WHAT_WAS_TRIED, Aspect.FIX_IT_OURSELVES),
}
TOPICS = [(field, aspect) for field in Field for aspect in ASPECTS.get(field, (None,))]

each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda t: str(t[1] or t[0]))
ASKS_WHO = re.compile(r"(?:(?:for|with|to) )?who(?:m|se)?\b", re.IGNORECASE)

# A buyer is never qualified and never led.
LEADING = re.compile(
    r"\b(?:budget|authority|timeline|demo|buy|purchas\w*|price|vendor|supplier|software|platform"
    r"|solution|automat\w*|our (?:product|tool)|don't you|wouldn't|isn't it|shouldn't)\b",
    re.IGNORECASE,
)


def on(topic):
    return [q for q in BANK if q.topic == topic]


def test_every_question_is_on_a_known_topic():
    assert {q.topic for q in BANK} == set(TOPICS)


def test_every_topic_of_the_journey_can_be_asked_about():
    assert {t for topics in ASKED_IN_STAGES.values() for t in topics} <= set(TOPICS)


@each_topic
def test_each_topic_has_at_least_six_questions(topic):
    assert len(on(topic)) >= 6


@each_topic
def test_each_topic_has_questions_for_opportunities(topic):
    assert [q for q in on(topic) if q.starts_with == "opportunity"]


@each_topic
def test_each_topic_has_questions_for_different_people_and_moments(topic):
    assert len({q.for_whom for q in on(topic)}) >= 2
    assert {q.for_whom for q in on(topic)} & {"anyone"}


@each_topic
@pytest.mark.parametrize("starts_with", ["problem", "opportunity"])
@pytest.mark.parametrize("late", [False, True])
def test_where_others_read_along_there_is_always_more_than_one_to_choose(topic, starts_with, late):
    """So that a question can be put in other words."""
    setting = Setting(private=False, starts_with=starts_with, late=late)
    first = choose(BANK, [topic], frozenset(), setting)
    assert choose(BANK, [topic], frozenset({first.id}), setting) is not None


def broken_by(rule):
    return [q.id for q in BANK if not rule(q)]


def test_a_question_is_one_question_in_at_most_22_words():
    assert broken_by(lambda q: questions_in(q.text) == 1 and q.text.endswith("?")) == []
    assert broken_by(lambda q: len(q.text.split()) <= 22 and q.text[0].isupper()) == []


def test_a_question_leads_to_nothing_and_qualifies_nobody():
    assert broken_by(lambda q: not LEADING.search(q.text)) == []
    assert broken_by(lambda q: "!" not in q.text and not MARKUP.search(q.text)) == []


def test_where_others_read_along_nobody_is_asked_for_names():
    """Roles, teams and places may be asked for; "who" is for private rooms."""
    assert broken_by(lambda q: q.room == "private" or not ASKS_WHO.match(q.text)) == []


def test_a_question_says_whom_and_when_it_suits():
    people = {"anyone", "specialist", "manager", "executive", "several"}
    assert broken_by(lambda q: q.for_whom in people) == []
    assert broken_by(lambda q: q.moment in {"early", "any", "late"}) == []


def test_no_question_is_there_twice():
    texts = Counter(" ".join(re.findall(r"\w+", q.text.lower())) for q in BANK)
    assert [text for text, count in texts.items() if count > 1] == []
    assert len({q.id for q in BANK}) == len(BANK)


def test_questions_do_not_all_begin_alike():
    """A good conversation mixes its kinds of question."""
    openings = Counter(" ".join(q.text.split()[:2]) for q in BANK)
    assert openings.most_common(1)[0][1] <= len(BANK) // 8


# --- points and openings ---


def test_every_topic_has_a_point_to_think_about():
    assert set(WORDING.points) == set(TOPICS)


@pytest.mark.parametrize("text", WORDING.points.values())
def test_a_point_is_a_short_statement_in_a_list(text):
    assert questions_in(text) == 0
    assert len(text.split()) <= 20
    assert text[0].islower()
    assert not text.endswith(".")
    assert not LEADING.search(text)


def test_three_points_fit_into_a_reply():
    longest = sorted(WORDING.points.values(), key=len)[-3:]
    intro = max(WORDING.lines["point_the_way_intro"], key=len)
    assert len(intro) + sum(len(p) + 3 for p in longest) <= 500


@pytest.mark.parametrize("opening", WORDING.openings, ids=lambda o: o.about)
def test_an_opening_gives_something_and_asks_nothing(opening):
    assert questions_in(opening.text) == 0
    assert len(opening.text) <= 160
    assert opening.about
    assert not LEADING.search(opening.text)


def test_there_are_several_ways_to_open():
    assert len(WORDING.openings) >= 6
    assert len({o.text for o in WORDING.openings}) == len(WORDING.openings)


def test_a_welcome_fits_into_a_reply_with_its_opening():
    """A sentence or two of a story still have room."""
    line = max(WORDING.lines["welcome_what_i_am"], key=len).replace("$operator", "x" * 30)
    opening = max((o.text for o in WORDING.openings), key=len)
    assert len(line) + len(opening) <= 350


# --- what the vendor's people can write ---


@pytest.mark.parametrize("role", [Role.REP, Role.OWNER])
def test_help_fits_into_a_reply_and_each_command_in_it_is_understood(role):
    said = WORDING.help[role]
    assert len(said) <= 5
    assert sum(map(len, said)) <= 500
    quoted = {q for text in said for q in re.findall(r'"([^"]+)"', text)}
    assert quoted <= {*REQUESTS, REVIEW, GAPS, "brief", "prep", "share", "in", "tell a story"}
    assert (REVIEW in quoted) == (role is Role.OWNER)
