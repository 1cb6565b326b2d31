"""The interview: one question at a time, nothing lost, out and back in whenever one likes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.content.interview_file import read_interview
from bot.domain.interview import (
    LONGEST_ANSWER,
    MORE,
    SUMMARY,
    Ended,
    Interview,
    asks_for,
    begin,
    hear,
    resume,
)
from bot.domain.interview_script import Teller
from bot.settings import CONTENT
from tests.builders import NOW

SCRIPT = read_interview(CONTENT / "prompts", "Northstar")
LONG = "The night planner saw it first and nobody believed her for a month."


class Talk:
    """An interview to hold in a test."""

    def __init__(self, teller=Teller.REP):
        self.step = begin(Interview("20261120-abc123", teller, NOW), SCRIPT)

    def says(self, *answers):
        for said in answers:
            self.step = hear(self.step.interview, said, SCRIPT)
        return self.step

    @property
    def at(self):
        return self.step.interview.at

    @property
    def answers(self):
        return self.step.interview.answers


@pytest.fixture
def talk():
    return Talk()


def at_the_end(talk):
    """Answer everything, quickly."""
    while talk.at != SUMMARY:
        answers = {"outcome": "failed", "consent": "no", "our_part": "none", "part_kind": "advice"}
        talk.says(answers.get(talk.at, LONG))
    return talk


def test_a_rep_is_asked_eight_questions_and_then_quick_facts(talk):
    asked = []
    while talk.at != SUMMARY:
        asked.append((talk.at, talk.step.one_line))
        talk.says({"outcome": "worked", "consent": "yes"}.get(talk.at, LONG))
        if talk.at == "part_kind":
            asked.append((talk.at, talk.step.one_line))
            talk.says("advice")
    assert [i for i, _ in asked[:8]] == [q.id for q in SCRIPT.questions]
    assert all(one_line for _, one_line in asked[8:])
    assert not any(one_line for _, one_line in asked[:8])
    assert talk.step.asks.startswith("Is that right?")


def test_a_customer_is_asked_for_consent_before_anything_else():
    talk = Talk(Teller.CUSTOMER)
    assert talk.at == "consent"
    assert "Northstar" in talk.step.said[0]
    assert talk.says("yes").interview.at == "consent_from"
    assert talk.says("plant manager").interview.at == "happened"


def test_a_customer_who_says_no_may_tell_it_all_the_same():
    talk = Talk(Teller.CUSTOMER)
    step = talk.says("no")
    assert "stays with Northstar's own people" in step.said[0]
    assert talk.at == "happened"


def test_a_very_short_answer_is_asked_after_once_and_both_are_kept(talk):
    again = talk.says("Overtime")
    assert again.asks == SCRIPT.questions[0].again
    assert talk.says("And more of it").interview.at == "tried"
    assert talk.answers["happened"] == "Overtime\nAnd more of it"


def test_a_follow_up_that_is_skipped_leaves_the_short_answer(talk):
    talk.says("Overtime", "skip")
    assert (talk.at, talk.answers["happened"]) == ("tried", "Overtime")


def test_skip_and_not_knowing_are_both_fine_and_told_apart(talk):
    talk.says("skip")
    assert "noted as not known" in talk.says("I don\u2019t know.").said[0]
    assert talk.step.interview.passed == {"happened"}
    assert talk.step.interview.unknown == {"tried"}


def test_back_shows_what_was_said_and_a_new_answer_takes_its_place(talk):
    talk.says(LONG)
    assert LONG[:30] in talk.says("back").said[0]
    other = "Actually it was the day planner who saw it, much later."
    talk.says(other)
    assert (talk.at, talk.answers["happened"]) == ("tried", other)
    assert talk.step.interview.replaced == (("happened", LONG),)


def test_back_and_skip_leave_an_answer_as_it_was(talk):
    talk.says(LONG, "back", "skip")
    assert (talk.at, talk.answers["happened"]) == ("tried", LONG)


def test_back_at_the_first_question_stays_there(talk):
    assert talk.says("back").said == ("This is the first one.",)
    assert talk.at == "happened"


def test_after_going_back_only_what_is_open_is_asked_on(talk):
    talk.says(LONG, LONG, LONG, "back", "back", "back", LONG)
    assert talk.at == "turned"


def test_quitting_keeps_everything_and_going_on_asks_the_same_question(talk):
    left = talk.says(LONG, "quit")
    assert left.ended is Ended.KEPT
    again = resume(left.interview, SCRIPT)
    assert (again.interview.at, again.interview.answers) == ("tried", {"happened": LONG})
    assert "Answers so far: 1." in again.said[0]


def test_an_interview_of_an_older_version_goes_on_at_what_is_open():
    talk = Talk()
    talk.says(LONG)
    odd = replace(talk.step.interview, at="a question that is no more")
    assert resume(odd, SCRIPT).interview.at == "tried"


def test_an_empty_answer_is_no_answer(talk):
    assert "nothing to note" in talk.says(" \u200b \x07\n ").said[0]
    assert talk.at == "happened"


def test_a_choice_is_asked_again_until_it_is_one_and_the_words_are_kept(talk):
    while talk.at != "outcome":
        talk.says(LONG)
    assert "worked, partly, failed, stopped, ongoing" in talk.says("it was a mess").said[0]
    assert talk.step.interview.replaced == (("outcome", "it was a mess"),)
    talk.says("It worked!")
    assert talk.answers["outcome"] == "succeeded"


@pytest.mark.parametrize("none", ["none", "None.", "no", "nothing"])
def test_without_a_part_of_ours_nobody_asks_what_kind_it_was(talk, none):
    while talk.at != "our_part":
        talk.says(LONG)
    talk.says(none)
    assert "part_kind" not in [ask.id for ask in asks_for(talk.step.interview, SCRIPT)]


def test_the_summary_takes_a_number_to_change_a_point(talk):
    at_the_end(talk).says("2")
    assert talk.at == "tried"
    talk.says("They tried a second truck, which stood in the same queue.")
    assert talk.at == SUMMARY
    assert any("second truck" in line for line in talk.step.said)


@pytest.mark.parametrize("slip", ["yess", "0", "99", "²", "no", ""])
def test_a_slip_at_the_summary_ends_nothing(talk, slip):
    step = at_the_end(talk).says(slip)
    assert step.ended is None
    assert step.said[0] == "Write yes, or the number of a point."


def test_what_is_added_at_the_summary_is_kept(talk):
    at_the_end(talk).says("The night shift had said so all along.", "They were never asked.")
    assert talk.answers[MORE] == "The night shift had said so all along.\nThey were never asked."


def test_only_a_yes_ends_the_interview(talk):
    assert at_the_end(talk).says("Yes.").ended is Ended.CONFIRMED


def test_a_consent_that_is_taken_back_takes_its_role_along(talk):
    while talk.at != "consent":
        talk.says({"outcome": "worked", "part_kind": "advice"}.get(talk.at, LONG))
    talk.says("yes", "head of finance")
    number = [ask.id for ask in asks_for(talk.step.interview, SCRIPT)].index("consent") + 1
    talk.says(str(number), "no")
    assert "consent_from" not in [ask.id for ask in asks_for(talk.step.interview, SCRIPT)]


def test_twenty_thousand_characters_are_one_answer_and_more_than_the_most_is_said(talk):
    talk.says("word " * 4_000)
    assert len(talk.answers["happened"]) == 19_999
    step = talk.says("x" * (LONGEST_ANSWER + 1))
    assert "first 50000 characters" in step.said[0]


@given(st.lists(st.text() | st.sampled_from(["skip", "back", "don't know", "quit", "2"])))
def test_whatever_is_said_no_answer_is_lost(said):
    """An answer is in the answers or, where another took its place, beside them."""
    talk = Talk()
    for text in said:
        before = talk.step.interview
        talk.says(text)
        after = talk.step.interview
        kept = [*after.answers.values(), *(text for _, text in after.replaced)]
        assert all(any(old in new for new in kept) for old in before.answers.values())
