"""What a buyer is told of who reads follows from the rules that keep others from reading."""

import pytest

from bot.adapters.content.prompt_files import load_wording
from bot.domain import open_rooms
from bot.domain.audience import Place, Room
from bot.domain.brief import Circle
from bot.domain.who_reads import Readers, circle_of, who_reads
from bot.settings import CONTENT

WORDING = load_wording(CONTENT / "prompts")
ON_READERS = ("privacy", "who_reads", "hide", "reads_along")


def room(place):
    return Room("c1", "slack", place, "acme")


@pytest.mark.parametrize(
    ("place", "told_as"),
    [
        (Place.SHARED, "shared"),
        (Place.INTERNAL, "shared"),
        (None, "shared"),
        (Place.DM, "private"),
        (Place.PUBLIC, "public"),
    ],
)
def test_the_readers_of_each_kind_of_room_are_told_of(place, told_as):
    assert who_reads(room(place)).told_as == told_as


def test_what_is_said_in_private_is_its_authors_alone():
    assert circle_of(room(Place.DM)) is Circle.MINE
    assert who_reads(room(Place.DM)) == Readers(others_here=False, vendor=False, anyone=False)


@pytest.mark.parametrize("place", [Place.DM, Place.PUBLIC])
def test_other_rules_make_other_words(monkeypatch, place):
    """If reps were let into these rooms, buyers would be told so, in every line on readers."""
    before = {key: said(key, place) for key in ON_READERS}
    assert not any(
        "work with you" in text or "prepare to meet" in text
        for text in before.values()
        if place is Place.PUBLIC
    )
    monkeypatch.setitem(open_rooms._CIRCLES, place, frozenset(Circle))
    assert who_reads(room(place)).vendor
    after = {key: said(key, place) for key in ON_READERS}
    assert not set(before.values()) & set(after.values())


def said(key, place):
    line = f"{key}_{who_reads(room(place)).told_as}"
    return WORDING.line(line, 0, {"operator": "Northstar"})


@pytest.mark.parametrize("others_here", [True, False])
@pytest.mark.parametrize("vendor", [True, False])
@pytest.mark.parametrize("anyone", [True, False])
def test_there_are_words_for_whatever_the_rules_may_come_to_be(others_here, vendor, anyone):
    told_as = Readers(others_here, vendor, anyone).told_as
    for key in ON_READERS:
        assert WORDING.line(f"{key}_{told_as}", 0, {"operator": "Northstar"})
