"""Answers that can be pressed are answers that can be typed."""

import pytest

from bot.domain.events import Press
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import CONFIRM, PERSON
from bot.domain.suggestions import LABELS, suggestions_for, typed
from tests.builders import make_bank


def keys(kind=MoveKind.ASK, **move):
    return [s.id for s in suggestions_for(Move(kind, **move))]


def test_a_read_back_offers_yes_and_no():
    assert keys(awaits=CONFIRM) == ["yes", "no"]


def test_an_offer_of_a_person_offers_one():
    assert keys(awaits=PERSON) == ["person", "no"]


def test_every_question_can_be_skipped():
    assert keys(question=make_bank()[0]) == ["skip"]
    assert keys() == []


def test_choices_follow_the_line_that_announces_them():
    assert keys(line="more_choices") == ["story", "notes", "think", "person"]


@pytest.mark.parametrize("kind", [MoveKind.WELCOME, MoveKind.NO_STORY])
def test_a_way_on_is_offered_at_the_start_and_where_nothing_fits(kind):
    assert keys(kind) == ["think"]


def test_at_most_four_are_offered():
    moves = [Move(kind, awaits=a) for kind in MoveKind for a in ("", CONFIRM, PERSON)]
    assert all(len(suggestions_for(move)) <= 4 for move in moves)


def test_pressing_one_is_writing_its_label():
    for suggestion in suggestions_for(Move(MoveKind.CLARIFY, line="more_choices")):
        assert typed(Press.SUGGESTION, suggestion.id) == suggestion.label


def test_labels_ask_nothing_but_what_to_think_about():
    """A label is the buyer's line, not ours."""
    assert [k for k, label in LABELS.items() if "?" in label] == ["think"]


def test_a_press_that_is_no_answer_is_not_typed():
    assert typed(Press.READ_STORY, "s1") is None
    assert typed(Press.SUGGESTION, "made-up") is None
    assert typed(Press.NOT_LIKE_US, "s1") == "That's not like us"
