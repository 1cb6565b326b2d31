"""Taking words and people out of what stays."""

import re
from dataclasses import fields

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
from tests.builders import make_conversation, make_entry


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
