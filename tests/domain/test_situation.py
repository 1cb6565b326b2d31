"""What a decision is made from: budgets, and what a turn is about."""

from datetime import timedelta

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.heard import Intent
from tests.builders import (
    NOW,
    RAJ,
    make_asked,
    make_conversation,
    make_entry,
    make_heard,
    make_situation,
    make_turn,
    make_turns,
)


def may_ask(turns, **changes):
    return make_situation(make_conversation(turns=make_turns(turns)), **changes).may_ask


@pytest.mark.parametrize(
    ("turns", "private", "expected"),
    [
        ("", False, True),
        ("q.q.q.", False, True),
        ("q.q.q.q.", False, False),
        ("q.q.q.q.", True, True),
        ("q.q.q.q.q.q.", True, True),
        ("q.q.q.q.q.q.q.", True, False),
    ],
)
def test_four_questions_in_a_sitting_are_enough_and_seven_in_private(turns, private, expected):
    assert may_ask(turns, private=private) is expected


def test_no_third_reply_running_with_a_question():
    assert may_ask("q")
    assert not may_ask("qq")
    assert may_ask("qq.")
    assert not may_ask(".qq", private=True)


def test_another_day_is_another_sitting():
    assert may_ask("q.qq.q", now=NOW + timedelta(days=1))


def test_a_place_sets_the_length_and_the_cards():
    shared, private = make_situation(), make_situation(private=True)
    assert (shared.limit, shared.cards) == (500, 1)
    assert (private.limit, private.cards) == (700, 2)


def test_something_is_to_be_given_first_and_between_two_questions():
    def owes(turns):
        return make_situation(make_conversation(turns=make_turns(turns))).must_give

    assert owes("")
    assert owes(".q")
    assert not owes("q.")


def test_words_are_read_back_in_at_most_every_second_reply():
    read = make_conversation(turns=(make_turn(0, read_back=True),))
    assert not make_situation(read).may_read_back
    assert make_situation().may_read_back


def test_nothing_is_asked_after_a_decision():
    s = make_situation(make_conversation(Field.PROBLEM), make_heard(Intent.DECIDE))
    assert s.next_question() is None


def test_no_question_comes_twice():
    conversation = make_conversation(Field.PROBLEM)
    seen = []
    for n in range(30):
        question = make_situation(conversation, now=NOW + timedelta(days=n)).next_question()
        if question is None:
            break
        seen.append(question.topic)
        asked = make_asked(question.field, question.aspect, id=question.id)
        turn = make_turn(n, at=NOW + timedelta(days=n - 1), question=asked)
        conversation = conversation.with_turn(turn)
    assert len(seen) == len(set(seen)) > 8


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("approvals take a week", "problem"),
        ("we could sell to schools, nobody does it well", "opportunity"),
        ("there is an opportunity in repairs", "opportunity"),
        ("we want to expand into Spain", "opportunity"),
    ],
)
def test_an_opportunity_is_told_from_a_problem(problem, expected):
    """Not every buyer has a pain."""
    conversation = make_conversation(brief=Brief((make_entry(span=problem),)))
    assert make_situation(conversation).starts_with == expected


def test_an_opportunity_gets_a_question_made_for_it():
    problem = make_entry(span="we could sell to schools")
    conversation = make_conversation(brief=Brief((problem,)))
    assert make_situation(conversation).next_question().starts_with == "opportunity"


def test_stories_are_looked_for_by_the_problem_and_this_turn():
    s = make_situation(make_conversation(Field.PROBLEM), text="it began with the audit")
    assert s.about == "what was said of problem it began with the audit"
    assert make_situation(text="and returns").about == "and returns"


def test_what_stories_are_looked_for_by_stays_short_and_says_nothing_twice():
    many = tuple(make_entry(span="word " * 100 + str(n), n=n, who=RAJ) for n in range(9))
    s = make_situation(make_conversation(brief=Brief(many)), fresh=many[:1])
    assert len(s.about) <= 1000
    one = make_entry()
    s = make_situation(make_conversation(brief=Brief((one,))), text=f"Well, {one.span}.")
    assert s.about == f"Well, {one.span}."


def test_the_sentence_that_names_the_matter_is_not_lost_behind_later_ones():
    said = ("farmers ask to rent", "nobody offers it", "we like it", "we could sell that")
    brief = Brief(tuple(make_entry(span=span, n=n) for n, span in enumerate(said)))
    s = make_situation(make_conversation(brief=brief), text="who else")
    assert s.about == "farmers ask to rent we like it we could sell that who else"
