"""Who can read a reply, and what those readers may be shown. Fails closed.

This is the only place that mints a `Clearance`. Story search demands one, so a caller that has
not asked who is reading does not type-check.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType


class Visibility(StrEnum):
    """Who a story may be told to."""

    PUBLIC = "public"  # named, anyone
    PROSPECTS = "prospects"  # anonymised, buyers
    INTERNAL = "internal"  # the vendor's own people


class Role(StrEnum):
    """What a person is to Groundwork."""

    PROSPECT = "prospect"
    REP = "rep"
    OWNER = "owner"


class Place(StrEnum):
    """The kind of room something was said in."""

    SHARED = "shared"  # outsiders and insiders read along
    INTERNAL = "internal"  # the vendor's people only
    DM = "dm"  # one person and the bot
    PUBLIC = "public"  # the open shelf on the web: no one is known


class Audience(StrEnum):
    """Whoever can read the reply, from the most restricted to the least."""

    ANYONE = "anyone"
    OUTSIDERS = "outsiders"
    INSIDERS = "insiders"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wrote: `insider` is vouched for by the platform, `role` assigned by the vendor."""

    id: str
    name: str = ""
    insider: bool = False
    role: Role | None = None

    @property
    def trusted(self) -> bool:
        """Whether this is one of the vendor's people with a role to act in."""
        return self.insider and self.role in (Role.REP, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Room:
    """Where something was said. `account` is the outside organisation that the room belongs to.

    `address` is where in the room the answer belongs, in the channel's own words: it names no
    other room, and rooms of one `id` are the same room whatever their address.
    """

    id: str
    channel: str
    place: Place | None = None  # unknown: treated as shared
    account: str = ""
    address: str = ""

    @property
    def private(self) -> bool:
        """Whether only one person, or only insiders, read here."""
        return self.place in (Place.DM, Place.INTERNAL)


Clearance = NewType("Clearance", frozenset[Visibility])


def audience_of(speaker: Speaker, room: Room) -> Audience:
    """Say who can read the reply: the place decides, not only the person."""
    if room.place is Place.PUBLIC:
        return Audience.ANYONE
    if room.private and speaker.trusted:
        return Audience.INSIDERS
    return Audience.OUTSIDERS


def clearance_for(audience: Audience) -> Clearance:
    """Mint what this audience may be shown. Never keep one past the event it was minted for."""
    if audience is Audience.INSIDERS:
        return Clearance(frozenset(Visibility))
    if audience is Audience.OUTSIDERS:
        return Clearance(frozenset({Visibility.PUBLIC, Visibility.PROSPECTS}))
    return Clearance(frozenset({Visibility.PUBLIC}))


def acting_role(speaker: Speaker, room: Room) -> Role:
    """Say as what a person is answered: an insider in a shared room is answered as a prospect."""
    if audience_of(speaker, room) is Audience.INSIDERS and speaker.role is not None:
        return speaker.role
    return Role.PROSPECT
