"""Taking words and people out of what stays."""

import re
from dataclasses import fields, replace

import pytest

from bot.domain.brief import Field
from bot.domain.conversation import AgreedDate, Conversation
from bot.domain.forgetting import (
    OF_NOBODY,
    OF_PEOPLE,
    REMOVED,
    names_in,
    pattern_of,
    taken_out,
    without_person,
    without_words,
)
from bot.domain.passed import Extras, Passing, copy_of
from tests.builders import ANA, NOW, RAJ, make_conversation, make_entry


def test_every_field_of_a_conversation_is_accounted_for():
    """Whoever adds a field says whether a person can be found in it, and how they go."""
    assert {field.name for field in fields(Conversation)} == OF_PEOPLE | OF_NOBODY


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("two days", "we lose Two\n days a month", "we lose [removed] a month"),
        ("two days", "two days", "[removed]"),
        ("days", "holidays", "holidays"),
        ("31 of 50 (a guess)", "it was 31 of 50 (a guess).", "it was [removed]."),
        ("Ünal", "ask ÜNAL, please", "ask [removed], please"),
    ],
)
def test_words_are_found_however_they_are_spaced(words, text, left):
    assert pattern_of([words], 3).sub(REMOVED, text) == left


def test_too_short_to_be_somebodys():
    assert pattern_of(["a", ""], 3) is None
    assert names_in(["Ana de Vries"]) == ["Ana de Vries", "Ana", "Vries"]


def test_ids_and_kinds_of_a_document_are_left_alone():
    document = {"move": "ask", "text": "ask them", "stories": [{"id": "ask", "title": "To ask"}]}
    assert taken_out(document, re.compile("ask")) == {
        "move": "ask",
        "text": f"{REMOVED} them",
        "stories": [{"id": "ask", "title": f"To {REMOVED}"}],
    }


def test_an_entry_that_holds_the_words_is_withdrawn():
    told = make_conversation(Field.PROBLEM, Field.IMPACT)
    span = told.brief.entries[0].span
    left = without_words(told, pattern_of([span], 1))
    assert [e.withdrawn for e in left.brief.entries if e.span == ""] != []
    assert span not in repr(left)


def test_nothing_names_a_person_that_was_taken_out():
    one, other = make_entry(who="test:ana"), make_entry(Field.IMPACT, "a day each week", 2)
    brief = Conversation("x:y").brief.add(one, other)
    told = Conversation("x:y", brief, dates=(AgreedDate(one.said_at, "test:ana"),))
    left = without_person(told, "test:ana")
    assert "test:ana" not in repr(left)
    assert left.brief.entries == (other,)


def test_what_was_passed_on_goes_with_whoever_passed_it_and_loses_the_words():
    told = make_conversation(Field.PROBLEM, Field.IMPACT)
    extras = Extras(background="ask Priya Raman")
    copy = copy_of(Passing(ANA, extras=extras), told.brief, "c1", NOW)
    sent = replace(told, passed=(copy,), passing=Passing(ANA).shown(told.brief))
    assert without_person(sent, RAJ).passed == (copy,)
    assert (without_person(sent, ANA).passed, without_person(sent, ANA).passing) == ((), None)
    left = without_words(sent, pattern_of([told.brief.entries[0].span, "Priya Raman"], 1))
    assert [e.span for e in left.passed[0].entries] == [told.brief.entries[1].span]
    assert left.passed[0].extras.background == f"ask {REMOVED}"
    assert left.passing is None
