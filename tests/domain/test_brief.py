"""The brief: a buyer's own words, which they can correct, take back and confirm."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.brief import Aspect, Brief, Circle, Field
from tests.builders import ANA, NOW, RAJ, make_brief, make_entry

WEEK = make_entry(span="approvals take a week", n=1)
CIRCLES = st.lists(
    st.tuples(st.sampled_from([ANA, RAJ, "slack:lena"]), st.sampled_from(list(Circle))),
    max_size=8,
)


def test_the_same_words_by_the_same_person_are_kept_once():
    brief = Brief().add(WEEK).add(make_entry(span="Approvals  take a week", n=2))
    assert brief.entries == (WEEK,)


def test_the_same_words_twice_in_one_message_are_kept_once():
    brief = Brief().add(WEEK, make_entry(span="approvals take a WEEK", n=2))
    assert brief.entries == (WEEK,)


def test_the_same_words_by_two_people_are_two_views():
    rajs = make_entry(n=2, who=RAJ)
    assert len(Brief().add(WEEK, rajs).standing(Field.PROBLEM)) == 2


def test_entries_keep_the_order_in_which_they_were_said():
    entries = [make_entry(span=f"point {n}", n=n) for n in range(5)]
    assert Brief().add(*entries).entries == tuple(entries)


def test_a_correction_stands_in_place_of_what_it_corrects():
    two_days = make_entry(span="two days", n=2)
    brief = Brief((WEEK,)).correct(WEEK.id, two_days)
    assert brief.standing() == (two_days,)
    assert brief.entries[0].replaced_by == two_days.id


def test_nobody_corrects_what_another_said():
    """The other view is added, and the first stays."""
    rajs = make_entry(span="no, two days", n=2, who=RAJ)
    assert Brief((WEEK,)).correct(WEEK.id, rajs).standing() == (WEEK, rajs)


def test_what_is_withdrawn_is_gone_not_hidden():
    brief = Brief((WEEK,)).withdraw(WEEK.id, ANA)
    assert brief.standing() == ()
    assert [e.span for e in brief.entries] == [""]


def test_what_a_withdrawn_entry_had_replaced_is_gone_too():
    """Whoever takes back the corrected figure does not want the first one kept."""
    second = make_entry(span="two weeks", n=2)
    third = make_entry(span="three weeks", n=3)
    brief = Brief((WEEK,)).correct(WEEK.id, second).correct(second.id, third)
    assert {e.span for e in brief.withdraw(third.id, ANA).entries} == {""}


def test_only_the_author_takes_an_entry_back():
    assert Brief((WEEK,)).withdraw(WEEK.id, RAJ).standing() == (WEEK,)


def test_withdrawing_what_is_not_there_changes_nothing():
    assert Brief((WEEK,)).withdraw("m7/0", ANA) == Brief((WEEK,))


def test_a_deleted_message_takes_all_it_said_along_and_what_its_edits_said():
    edited = make_entry(span="two days", id="m1:171.2/0")
    other = make_entry(span="nobody signs", n=12)
    rajs = make_entry(n=1, who=RAJ, id="m1/9")
    brief = Brief((WEEK,)).correct(WEEK.id, edited).add(other, rajs).unsay("m1", ANA)
    assert brief.standing() == (other, rajs)
    assert [e.span for e in brief.entries[:2]] == ["", ""]


def test_what_was_corrected_in_another_message_stays_but_the_first_words_are_gone():
    """The correction is its author's later word; the deleted message was the earlier one."""
    later = make_entry(span="two days", n=2)
    brief = Brief((WEEK,)).correct(WEEK.id, later).unsay("m1", ANA)
    assert brief.standing() == (later,)
    assert brief.entries[0].span == ""


def test_only_what_was_shown_in_an_earlier_turn_is_confirmed():
    brief = Brief((WEEK,))
    assert not brief.confirm(ANA, 3).standing()[0].confirmed
    assert not brief.show(3, Field.PROBLEM).confirm(ANA, 3).standing()[0].confirmed
    assert brief.show(2, Field.PROBLEM).confirm(ANA, 3).standing()[0].confirmed


def test_a_yes_confirms_what_its_speaker_stated_and_nothing_else():
    rajs = make_entry(span="finance wants certainty", n=2, who=RAJ)
    brief = Brief((WEEK, rajs)).show(0, Field.PROBLEM).confirm(ANA, 1)
    assert [e.confirmed for e in brief.entries] == [True, False]


def test_only_the_fields_that_were_read_back_count_as_shown():
    brief = make_brief(Field.PROBLEM, Field.IMPACT).show(4, Field.IMPACT)
    assert [e.shown_in for e in brief.entries] == [None, 4]


def test_a_field_is_told_from_its_sides():
    brief = make_brief((Field.STAKEHOLDERS, Aspect.WHO_FEELS_IT))
    assert brief.standing(Field.STAKEHOLDERS)
    assert brief.standing(Field.STAKEHOLDERS, Aspect.WHO_FEELS_IT)
    assert not brief.standing(Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE)


def test_the_page_order_is_that_of_the_fields():
    brief = make_brief(Field.DECISION, Field.SITUATION, Field.IMPACT)
    assert [f for f, _ in brief.by_field()] == [Field.SITUATION, Field.IMPACT, Field.DECISION]


def test_has_looks_at_what_stands():
    brief = Brief((WEEK,)).withdraw(WEEK.id, ANA)
    assert make_brief(Field.PROBLEM).has(Field.IMPACT, Field.PROBLEM)
    assert not brief.has(Field.PROBLEM)


@given(CIRCLES)
def test_nobody_sees_what_another_said_in_private(said):
    entries = [
        make_entry(span=f"point {n}", n=n, who=who, circle=circle)
        for n, (who, circle) in enumerate(said)
    ]
    seen = Brief(tuple(entries)).visible_to(ANA).entries
    assert all(e.circle is not Circle.MINE or e.who == ANA for e in seen)
    assert set(entries) - set(seen) == {
        e for e in entries if e.circle is Circle.MINE and e.who != ANA
    }


@given(st.lists(st.sampled_from(["add", "correct", "withdraw"]), max_size=12))
def test_a_withdrawn_entry_never_has_words(steps):
    """However corrections and withdrawals follow each other."""
    brief = Brief()
    for n, step in enumerate(steps):
        new = make_entry(span=f"words {n}", n=n, said_at=NOW + timedelta(minutes=n))
        last = brief.standing()[-1].id if brief.standing() else ""
        if step == "withdraw":
            brief = brief.withdraw(last, ANA)
        else:
            brief = brief.correct(last, new) if step == "correct" else brief.add(new)
    assert all(e.span == "" for e in brief.entries if e.withdrawn)
    assert all(e.span for e in brief.standing())
