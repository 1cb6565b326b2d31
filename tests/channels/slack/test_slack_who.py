"""Who is treated how: by author, room and surface. What is not known counts as outside."""

import itertools

import pytest

from bot.channels.slack.lookups import facts_of, profile_of
from bot.channels.slack.who import (
    Author,
    Claims,
    Members,
    Profile,
    RoomFacts,
    Surface,
    account_of,
    treatment,
)
from bot.domain.audience import Audience, Place, Role, Room, Speaker, audience_of

HOUSE = frozenset({"T0HOME", "E0HOME"})
OURS = Profile(frozenset({"T0HOME"}))
IN_GRID = Profile(frozenset({"T0OTHER", "E0HOME"}))
GUEST = Profile(frozenset({"T0HOME"}), guest=True)
STRANGER = Profile(frozenset({"T0ACME"}), stranger=True)
LEFT = Profile(frozenset({"T0HOME"}), gone=True)
ODD = Profile(frozenset({"T0HOME"}), stranger=True)
NAMELESS = Profile(frozenset())


def claims(*teams):
    return Claims(actor=frozenset(teams), user=frozenset(teams))


# (who, what Slack says of them) -> whether they are one of ours
AUTHORS = {
    "ours": (Author(claims("T0HOME"), OURS), True),
    "ours, of our grid": (Author(claims("E0HOME"), IN_GRID), True),
    "guest": (Author(claims("T0HOME"), GUEST), False),
    "stranger": (Author(claims("T0ACME"), STRANGER), False),
    "stranger who claims ours": (Author(claims("T0HOME"), STRANGER), False),
    "ours that claims another": (Author(claims("T0ACME"), OURS), False),
    "no team named": (Author(claims(), OURS), False),
    "not looked up": (Author(claims("T0HOME"), None), False),
    "left the company": (Author(claims("T0HOME"), LEFT), False),
    "called a stranger": (Author(claims("T0HOME"), ODD), False),
    "without a team": (Author(claims("T0HOME"), NAMELESS), False),
    "nothing known": (Author(Claims(), None), False),
}
LOOKED = {"looked_up": True}
ROOMS = {
    "direct message": (RoomFacts(direct=True), Place.DM),
    "all ours": (RoomFacts(**LOOKED, members=Members.OURS), Place.INTERNAL),
    "a group of ours": (RoomFacts(**LOOKED, group=True, members=Members.OURS), Place.INTERNAL),
    "shared": (RoomFacts(**LOOKED, shared=True, members=Members.OURS), Place.SHARED),
    "invitation out": (RoomFacts(**LOOKED, pending=True, members=Members.OURS), Place.SHARED),
    "guests in it": (RoomFacts(**LOOKED, members=Members.MIXED), Place.SHARED),
    "members unknown": (RoomFacts(**LOOKED), Place.SHARED),
    "no answer": (RoomFacts(), None),
}
TABLE = [
    pytest.param(author, room, surface, id=f"{who}; {where}; {surface}")
    for (who, author), (where, room), surface in itertools.product(
        AUTHORS.items(), ROOMS.items(), Surface
    )
]


@pytest.mark.parametrize(("author", "room", "surface"), TABLE)
def test_who_is_treated_how(author, room, surface):
    """Internal text is for a rep of ours, in a place that nobody else reads; for no one else."""
    (who, ours), (facts, place) = author, room
    found = treatment(who, facts, surface, HOUSE)
    assert (found.insider, found.place) == (ours, place)
    speaker = Speaker("slack:U1", insider=found.insider, role=Role.REP if ours else None)
    may = audience_of(speaker, Room("r", "slack", found.place)) is Audience.INSIDERS
    assert may == (ours and place in (Place.DM, Place.INTERNAL))


def test_the_table_has_at_least_forty_rows():
    assert len(TABLE) >= 40


@pytest.mark.parametrize("surface", [Surface.BUTTON, Surface.MODAL, Surface.SHORTCUT])
def test_what_counts_for_an_event_does_not_count_for_a_press(surface):
    """And the other way round: each surface names its author's team in its own place."""
    event_only = Author(Claims(actor=frozenset({"T0HOME"})), OURS)
    press_only = Author(Claims(user=frozenset({"T0HOME"})), OURS)
    room = RoomFacts(direct=True)
    assert not treatment(event_only, room, surface, HOUSE).insider
    assert treatment(press_only, room, surface, HOUSE).insider
    assert not treatment(press_only, room, Surface.EVENT, HOUSE).insider


def test_without_a_house_nobody_is_ours():
    author, _ = AUTHORS["ours"]
    assert not treatment(author, RoomFacts(direct=True), Surface.EVENT, frozenset()).insider


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"team_id": "T0HOME"}, OURS),
        ({"team_id": "T0HOME", "is_restricted": True}, GUEST),
        ({"team_id": "T0HOME", "is_ultra_restricted": True}, GUEST),
        ({"team_id": "T0ACME", "is_stranger": True}, STRANGER),
        ({"team_id": "T0HOME", "deleted": True}, LEFT),
        ({"team_id": "T0OTHER", "enterprise_user": {"enterprise_id": "E0HOME"}}, IN_GRID),
        ({}, NAMELESS),
    ],
)
def test_a_profile_is_read(raw, expected):
    assert profile_of(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        {"is_ext_shared": True},
        {"is_pending_ext_shared": True},
        {"pending_shared": ["T0ACME"]},
        {"pending_connected_team_ids": ["T0ACME"]},
    ],
)
def test_a_channel_with_others_in_it_or_on_their_way_is_shared(raw):
    facts = facts_of(raw)
    assert facts.looked_up
    assert facts.shared or facts.pending


@pytest.mark.parametrize(
    ("partners", "account"),
    [({"T0ACME", "T0HOME"}, "T0ACME"), ({"T0ACME", "T0B"}, ""), ({"T0HOME"}, ""), (set(), "")],
)
def test_the_account_is_the_one_other_organisation(partners, account):
    author, _ = AUTHORS["stranger"]
    assert account_of(RoomFacts(partners=frozenset(partners)), author, HOUSE) == account


def test_alone_with_a_stranger_the_account_is_theirs():
    author, _ = AUTHORS["stranger"]
    assert account_of(RoomFacts(direct=True), author, HOUSE) == "T0ACME"
