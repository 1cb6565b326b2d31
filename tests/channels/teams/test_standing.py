"""As what people and rooms of Teams are treated: every combination, and unknown is restricted."""

import pytest

from bot.channels.teams.standing import Member, Seen, Standing, standing_of
from bot.domain.audience import Audience, Place, Role, Room, Speaker, audience_of

HOME, ACME, BETA = "home", "acme", "beta"
OURS, GUEST = Member(HOME, "user"), Member(HOME, "guest")
THEIRS, OTHER = Member(ACME, "user"), Member(BETA, "user")
ANONYMOUS, NAMELESS, ROLELESS = Member("", "anonymous"), Member(), Member(HOME, "")
DM, SHARED, INTERNAL = Place.DM, Place.SHARED, Place.INTERNAL
ROOM = "teams:r"
WE, THEY = True, False  # whether the author is one of ours


def seen(kind, author=None, members=None, host=HOME, **more):
    return Seen("r", kind, host, author=author, members=members, **more)


def chat(author=None, host=HOME, **more):
    return seen("personal", author, host=host, **more)


def group(author, *members, host=HOME, **more):
    return seen("groupChat", author, (author, *members) if author else members, host, **more)


def channel(author, *members, host=HOME, channel_kind="", **more):
    everyone = (author, *members) if author else members
    return Seen("r", "channel", host, channel_kind, author=author, members=everyone, **more)


TABLE = [
    # personal chats
    ("a rep of ours alone with the bot", chat(OURS), Standing(WE, DM, "")),
    ("a buyer alone with the bot", chat(THEIRS, ACME), Standing(THEY, DM, ACME)),
    ("a buyer whose roster was not asked", chat(None, ACME), Standing(THEY, DM, ACME)),
    ("a buyer who says their tenant", chat(None, claimed=ACME), Standing(THEY, DM, ACME)),
    ("one of ours who is not on the roster", chat(None), Standing(THEY, DM, ROOM)),
    ("a guest of ours", chat(GUEST), Standing(THEY, DM, ROOM)),
    ("a person without a role", chat(ROLELESS), Standing(THEY, DM, ROOM)),
    ("a person without a tenant", chat(NAMELESS, ""), Standing(THEY, DM, ROOM)),
    ("a tenant that nobody says", chat(None, ""), Standing(THEY, DM, ROOM)),
    (
        "on the roster ours, by the event theirs",
        chat(OURS, claimed=ACME),
        Standing(THEY, DM, ROOM),
    ),
    # group chats
    ("ours alone", group(OURS, OURS), Standing(WE, INTERNAL, "")),
    ("ours and one buyer, we write", group(OURS, THEIRS), Standing(WE, SHARED, ACME)),
    ("ours and one buyer, they write", group(THEIRS, OURS), Standing(THEY, SHARED, ACME)),
    ("two of one buyer", group(THEIRS, THEIRS, OURS), Standing(THEY, SHARED, ACME)),
    ("two buyers", group(THEIRS, OTHER, OURS), Standing(THEY, SHARED, ROOM)),
    ("ours and a guest", group(OURS, GUEST), Standing(WE, SHARED, ROOM)),
    ("a guest writes", group(GUEST, OURS), Standing(THEY, SHARED, ROOM)),
    ("a buyer and a guest", group(OURS, THEIRS, GUEST), Standing(WE, SHARED, ROOM)),
    ("someone anonymous", group(OURS, ANONYMOUS), Standing(WE, SHARED, ROOM)),
    ("someone without a role", group(OURS, ROLELESS), Standing(WE, SHARED, ROOM)),
    ("ours, but the author is not on it", group(None, OURS), Standing(THEY, INTERNAL, "")),
    ("a roster that cannot be read", seen("groupChat"), Standing(THEY, SHARED, ROOM)),
    ("an empty roster", seen("groupChat", None, ()), Standing(THEY, SHARED, ROOM)),
    ("ours alone, hosted by a buyer", group(OURS, host=ACME), Standing(WE, SHARED, ROOM)),
    ("ours alone, hosted by nobody known", group(OURS, host=""), Standing(WE, SHARED, ROOM)),
    ("a buyer alone at home", group(THEIRS, host=ACME), Standing(THEY, SHARED, ACME)),
    # channels
    ("a channel of ours", channel(OURS, OURS), Standing(WE, INTERNAL, "")),
    (
        "a standard channel of ours",
        channel(OURS, channel_kind="standard"),
        Standing(WE, INTERNAL, ""),
    ),
    (
        "a private channel of ours",
        channel(OURS, channel_kind="private"),
        Standing(WE, INTERNAL, ""),
    ),
    (
        "a shared channel of ours alone",
        channel(OURS, channel_kind="shared"),
        Standing(WE, SHARED, ROOM),
    ),
    (
        "a shared channel with a buyer",
        channel(OURS, THEIRS, channel_kind="shared"),
        Standing(WE, SHARED, ACME),
    ),
    ("a buyer in a channel of ours", channel(THEIRS, OURS), Standing(THEY, SHARED, ACME)),
    ("a guest in a channel of ours", channel(GUEST, OURS), Standing(THEY, SHARED, ROOM)),
    ("a channel of a buyer", channel(THEIRS, host=ACME), Standing(THEY, SHARED, ACME)),
    (
        "one of ours in a channel of a buyer",
        channel(OURS, THEIRS, host=ACME),
        Standing(WE, SHARED, ACME),
    ),
    ("a channel whose roster cannot be read", seen("channel"), Standing(THEY, SHARED, ROOM)),
    ("a rep who says another tenant", channel(OURS, claimed=BETA), Standing(THEY, INTERNAL, "")),
    # rooms of an unknown kind
    ("a meeting", seen("meeting", OURS, (OURS,)), Standing(WE, None, ROOM)),
    ("a room of no kind", seen("", OURS, (OURS,)), Standing(WE, None, ROOM)),
    ("a room of no kind, unknown people", seen(""), Standing(THEY, None, ROOM)),
]


@pytest.mark.parametrize(("what", "seen", "standing"), TABLE, ids=[row[0] for row in TABLE])
def test_people_and_rooms_are_treated_by_the_most_restricted_reader(what, seen, standing):
    assert standing_of(HOME, seen) == standing


@pytest.mark.parametrize(("what", "seen", "standing"), TABLE, ids=[row[0] for row in TABLE])
def test_without_a_home_tenant_nobody_is_one_of_ours(what, seen, standing):
    got = standing_of("", seen)
    assert not got.insider
    assert got.place is not Place.INTERNAL


INSIDE = {"a rep of ours alone with the bot", "ours alone", "a channel of ours"}
INSIDE |= {"a standard channel of ours", "a private channel of ours"}


@pytest.mark.parametrize(("what", "seen", "standing"), TABLE, ids=[row[0] for row in TABLE])
def test_internal_stories_reach_nobody_else(what, seen, standing):
    """Even where everyone had been given the role of a rep."""
    got = standing_of(HOME, seen)
    speaker = Speaker("teams:x", insider=got.insider, role=Role.REP)
    room = Room("r", "teams", got.place, got.account)
    allowed = audience_of(speaker, room) is Audience.INSIDERS
    assert allowed == (what in INSIDE)
