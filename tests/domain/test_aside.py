"""What one of the vendor's people asks where buyers read is answered where they are alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.aside import asks_aside, taken_aside
from bot.domain.audience import Audience, Place, Role, Room, Speaker, audience_of
from bot.domain.events import Action, Addressee, Message, Press

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
JO = Speaker("jo", "Jo", insider=True, role=Role.REP)
SHARED = Room("r", "test", Place.SHARED, "acme")
ALONE = Room("jo", "test", Place.DM)
PREP = Message(key="k", room=SHARED, speaker=JO, at=AT, text="prep for Thursday with Acme")


@pytest.mark.parametrize(
    "text",
    [
        "prep for Thursday with Acme",
        "share fifty-tubes in acme",
        "/brief acme",
        "brief me on Acme",
        "Stories about approvals that wait",
        "please find me stories of failed roll-outs",
        "requests",
        "/review",
        "Gaps?",
    ],
)
def test_what_is_for_the_asker_alone_is_taken_aside(text):
    assert asks_aside(replace(PREP, text=text))


@pytest.mark.parametrize(
    "text",
    [
        "did others have closes that take nine days",
        "what is this",
        "the review of each invoice takes a week",
        "our requests wait for weeks",
        "here is a brief outline",
        "who reads this",
    ],
)
def test_anything_else_is_answered_in_the_room(text):
    assert not asks_aside(replace(PREP, text=text))


@pytest.mark.parametrize(
    ("place", "aside"),
    [
        (Place.SHARED, True),
        (None, True),
        (Place.INTERNAL, False),
        (Place.DM, False),
        (Place.PUBLIC, False),
    ],
)
def test_only_where_others_read_along(place, aside):
    assert asks_aside(replace(PREP, room=replace(SHARED, place=place))) is aside


@pytest.mark.parametrize(
    "speaker",
    [
        Speaker("a", "Ana"),
        Speaker("a", "Ana", insider=True),
        Speaker("a", "Ana", insider=True, role=Role.PROSPECT),
        Speaker("a", "Ana", role=Role.REP),
    ],
    ids=["a buyer", "one of ours without a role", "with a buyer's role", "by role alone"],
)
def test_nobody_else_is_taken_aside(speaker):
    assert not asks_aside(replace(PREP, speaker=speaker))


def test_neither_are_edits_words_for_people_and_buttons():
    assert not asks_aside(replace(PREP, revises="k0"))
    assert not asks_aside(replace(PREP, to=Addressee.PERSON))
    press = Action(key="k", room=SHARED, speaker=JO, at=AT, press=Press.SHOW_BRIEF)
    assert not asks_aside(press)


def test_aside_an_insider_is_among_insiders():
    moved = taken_aside(PREP, ALONE)
    assert (moved.key, moved.room, moved.asked_in) == ("k", ALONE, SHARED)
    assert audience_of(moved.speaker, moved.room) is Audience.INSIDERS
    assert not asks_aside(moved)


@pytest.mark.parametrize("place", [None, Place.SHARED, Place.INTERNAL, Place.PUBLIC])
def test_nobody_is_taken_to_where_others_may_read(place):
    with pytest.raises(ValueError, match="alone"):
        taken_aside(PREP, replace(ALONE, place=place))
