"""Passing notes on: whose words, which of them, and only what was seen before."""

from dataclasses import replace

import pytest

from bot.domain.brief import Brief, Certainty, Circle, Field
from bot.domain.heard import Assent
from bot.domain.moves import MoveKind
from bot.domain.passed import Extras, Passing, copy_of, latest_of_each
from bot.domain.passed_page import passed_page
from bot.domain.passing import answer_preview, is_of_passing, pass_on, wants_to_pass
from bot.domain.remember import PASS
from tests.builders import ANA, NOW, RAJ, make_conversation, make_entry, make_heard, make_situation

LATE = make_entry(Field.PROBLEM, "the close is late", 1)
DAYS = make_entry(Field.IMPACT, "nine days", 2, sure=Certainty.MEASURED)
OTHERS = make_entry(Field.PROBLEM, "it is fine", 3, who=RAJ, who_name="Raj")
BRIEF = Brief((DAYS, OTHERS, LATE))


def talk(**changes):
    return make_conversation(brief=BRIEF, **changes)


def previewed(passing=None):
    shown = (passing or Passing(ANA)).shown(BRIEF)
    return talk(passing=shown, awaits=PASS)


def answered(text, conversation=None, assent=Assent.NONE, **changes):
    s = make_situation(conversation or previewed(), make_heard(assent=assent), text=text)
    return answer_preview(replace(s, **changes))


@pytest.mark.parametrize(
    "text",
    [
        "pass my notes to Jo",
        "Pass my notes on",
        "please pass these on",
        "can you send my notes to the rep",
        "give Jo my notes please",
        "my notes can go along",
        "hand my summary over to your colleague",
        "pass on what I wrote",
    ],
)
def test_the_wish_is_heard_in_many_words(text):
    assert wants_to_pass(text)


@pytest.mark.parametrize(
    "text",
    [
        "show my notes",
        "send me my notes",
        "send my notes to my boss",
        "the requests pass through four people",
        "we pass the invoices on to finance",
        "take a note",
        "could you share a story on this",
    ],
)
def test_other_words_are_no_such_wish(text):
    assert not wants_to_pass(text)


def test_a_page_is_shown_first_and_nothing_is_sent():
    move = pass_on(make_situation(talk(), text="pass my notes to Jo"))
    assert (move.kind, move.attach, move.awaits) == (MoveKind.SHOW_BRIEF, (PASS,), PASS)
    assert move.copy is None


def test_only_their_own_words_are_on_it_in_the_order_of_the_page():
    assert Passing(ANA).of(BRIEF) == (LATE, DAYS)


def test_a_line_is_left_out_by_its_number_and_the_page_is_shown_again():
    move = answered("without 2")
    assert move.passing.of(BRIEF) == (LATE,)
    assert move.awaits == PASS
    assert answered("leave out lines 1 and 2").line == "pass_no_line"
    assert answered("without 7").passing.of(BRIEF) == (LATE, DAYS)


def test_words_that_stand_in_two_parts_are_on_the_page_once_and_left_out_of_both():
    twin = make_entry(Field.ROOT_CAUSE, "The close is late.", 4)
    brief = Brief((DAYS, LATE, twin))
    assert Passing(ANA).of(brief) == (LATE, DAYS)
    assert Passing(ANA).without([1], brief).of(brief) == (DAYS,)


@pytest.mark.parametrize(
    ("text", "extras"),
    [
        ("times: Thursday after ten", Extras(times="Thursday after ten")),
        ("Background: we tried a tool", Extras(background="we tried a tool")),
        ("language: German", Extras(language="German")),
    ],
)
def test_times_background_and_language_are_added_if_they_want(text, extras):
    move = answered(text)
    assert move.passing.extras == extras
    assert is_of_passing(move.passing, text)


def test_a_yes_sends_what_was_shown_and_a_no_drops_it():
    assert answered("yes", assent=Assent.YES).line == "passed_on"
    assert answered("no", assent=Assent.NO).line == "cancel_ok"


def test_another_persons_yes_sends_nothing():
    assert answered("yes", assent=Assent.YES, speaker=RAJ) is None


def test_a_yes_to_something_else_sends_nothing():
    assert answered("yes", replace(previewed(), awaits=""), assent=Assent.YES) is None


def test_what_reads_otherwise_by_now_is_shown_again_instead_of_sent():
    """An edited message gets no answer of its own, so the page would have changed unseen."""
    edited = replace(previewed(), brief=Brief((replace(DAYS, span="ten days"), LATE)))
    move = answered("yes", edited, assent=Assent.YES)
    assert (move.line, move.awaits) == ("pass_preview_again", PASS)


def test_the_copy_is_dated_and_of_its_own_circle():
    copy = copy_of(Passing(ANA, left_out=(LATE.id,)), BRIEF, "c1", NOW)
    assert (copy.at, copy.who_name) == (NOW, "Ana")
    assert [(e.span, e.circle) for e in copy.entries] == [("nine days", Circle.PASSED)]


def test_words_that_are_taken_back_are_gone_from_the_copy_however_it_comes_about():
    copy = copy_of(Passing(ANA), BRIEF, "c1", NOW)
    sent = talk(passed=(copy,))
    after = replace(sent, brief=sent.brief.withdraw(LATE.id, ANA))
    assert [e.span for e in after.passed[0].entries] == ["nine days"]
    assert [e.span for e in sent.passed[0].entries] == ["the close is late", "nine days"]


def test_a_correction_leaves_the_copy_as_it_was_sent():
    sent = talk(passed=(copy_of(Passing(ANA), BRIEF, "c1", NOW),))
    new = make_entry(Field.IMPACT, "ten days", 9)
    after = replace(sent, brief=sent.brief.correct(DAYS.id, new))
    assert "nine days" in [e.span for e in after.passed[0].entries]


def test_the_last_copy_of_each_stands_in_place_of_those_before():
    first, second = (copy_of(Passing(ANA), BRIEF, name, NOW) for name in ("c1", "c2"))
    other = copy_of(Passing(RAJ), BRIEF, "c3", NOW)
    assert [c.id for c in latest_of_each((first, other, second))] == ["c2", "c3"]


def test_the_page_numbers_its_lines_and_says_how_sure_they_are():
    page = passed_page(Passing(ANA).of(BRIEF), Extras(times="Thursday"), "Northstar")
    assert "- 1: the close is late" in page.replace("\\", "")
    assert "2: nine days (measured)" in page.replace("\\", "")
    assert "## Times that suit" in page
    assert "it is fine" not in page
