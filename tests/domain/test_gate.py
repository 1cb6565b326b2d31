"""The gate on product talk: problem and decision confirmed, then someone asks."""

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.gate import Gate, may_open, open_gate
from tests.builders import ANA, RAJ, make_brief, make_entry

CONFIRMED = make_brief(Field.PROBLEM, Field.DECISION, confirmed=True)


def test_a_new_gate_is_closed():
    assert not Gate().is_open(Brief())
    assert not Gate().is_open(CONFIRMED)


def test_the_gate_may_open_once_problem_and_decision_are_confirmed():
    assert may_open(CONFIRMED)
    assert open_gate(CONFIRMED).is_open(CONFIRMED)


@pytest.mark.parametrize("fields", [(), (Field.PROBLEM,), (Field.DECISION,)])
def test_one_of_the_two_is_not_enough(fields):
    assert not may_open(make_brief(*fields, confirmed=True))


def test_what_was_said_is_not_yet_confirmed():
    assert not may_open(make_brief(Field.PROBLEM, Field.DECISION))


def test_an_unconfirmed_view_beside_the_confirmed_one_keeps_it_shut():
    """Raj sees another problem; that is not settled by Ana's yes."""
    assert not may_open(CONFIRMED.add(make_entry(span="no, it is trust", n=7, who=RAJ)))


def test_opening_what_may_not_open_is_an_error():
    with pytest.raises(ValueError, match="not confirmed"):
        open_gate(make_brief(Field.PROBLEM, Field.DECISION))


def test_the_gate_closes_when_the_problem_changes():
    gate = open_gate(CONFIRMED)
    changed = CONFIRMED.correct("m0/0", make_entry(span="it was the data", n=8))
    assert not gate.is_open(changed)


def test_the_gate_closes_when_the_decision_is_taken_back():
    assert not open_gate(CONFIRMED).is_open(CONFIRMED.withdraw("m1/0", ANA))


def test_the_gate_closes_when_another_problem_is_named():
    more = CONFIRMED.add(make_entry(span="and the audit", n=8))
    assert not open_gate(CONFIRMED).is_open(more)


def test_other_words_do_not_close_it():
    """Only a change to those two closes it."""
    gate = open_gate(CONFIRMED)
    more = CONFIRMED.add(make_entry(Field.IMPACT, "two days a month", 8))
    assert gate.is_open(more)
    assert gate.is_open(more.withdraw("m8/0", ANA))


def test_after_a_change_it_opens_on_a_new_confirmation_only():
    changed = CONFIRMED.correct("m0/0", make_entry(span="it was the data", n=8))
    assert not may_open(changed)
    again = changed.show(4, Field.PROBLEM).confirm(ANA, 5)
    assert may_open(again)
