"""Who an author is to us, and who reads a room. Pure; whatever is not known counts as outside."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.audience import Place


class Surface(StrEnum):
    """Where something came from. Each says in its own way which team its author is of."""

    EVENT = "event"
    BUTTON = "button"
    MODAL = "modal"
    SHORTCUT = "shortcut"
    COMMAND = "command"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Claims:
    """The teams and organisations that Slack names for an author, by where they were named."""

    actor: frozenset[str] = frozenset()  # of an event: `actor_team_id`, `actor_enterprise_id`
    # Of a button, modal or shortcut `user.team_id`; of a command, where it was written.
    user: frozenset[str] = frozenset()

    def on(self, surface: Surface) -> frozenset[str]:
        """Give those that count on this surface."""
        return self.actor if surface in (Surface.EVENT, Surface.HOME) else self.user


@dataclass(frozen=True, slots=True)
class Profile:
    """What `users.info` says of a person."""

    teams: frozenset[str]  # workspace and organisation
    guest: bool = False
    stranger: bool = False
    bot: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote or pressed. `profile` is None where it could not be looked up."""

    claims: Claims
    profile: Profile | None


class Members(StrEnum):
    """Who is in a channel, as far as that was looked up."""

    UNKNOWN = "unknown"
    OURS = "ours"
    MIXED = "mixed"  # guests, strangers, or more people than we look at


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is known of a room. `looked_up` is False where Slack gave no answer."""

    direct: bool = False
    looked_up: bool = False
    shared: bool = False  # with another organisation
    pending: bool = False  # an invitation is out
    group: bool = False  # a direct message of several people
    members: Members = Members.UNKNOWN
    partners: frozenset[str] = frozenset()  # the other teams in it


@dataclass(frozen=True, slots=True)
class Treatment:
    """How what was said is taken: whether by one of ours, and in what kind of place."""

    insider: bool
    place: Place | None


def treatment(
    author: Author, room: RoomFacts, surface: Surface, house: frozenset[str]
) -> Treatment:
    """Say who speaks and where. `house` are our own teams and organisations."""
    return Treatment(is_ours(author, surface, house), place_of(room))


def is_ours(author: Author, surface: Surface, house: frozenset[str]) -> bool:
    """Say whether someone is a full member of our own house. Two witnesses have to agree.

    A guest of ours is an outsider: prospects are invited that way.
    """
    claims, profile = author.claims.on(surface), author.profile
    if profile is None or not belongs(profile, house):
        return False
    return bool(claims & house)


def belongs(profile: Profile, house: frozenset[str]) -> bool:
    """Say whether a profile is that of a full member."""
    outside = profile.guest or profile.stranger or profile.gone
    return not outside and bool(profile.teams & house)


def place_of(room: RoomFacts) -> Place | None:
    """Say what kind of place a room is; None, the most restricted, where Slack did not say."""
    if room.direct:
        return Place.DM
    if not room.looked_up:
        return None
    outsiders = room.shared or room.pending or room.members is not Members.OURS
    return Place.SHARED if outsiders else Place.INTERNAL


def account_of(room: RoomFacts, author: Author, house: frozenset[str]) -> str:
    """Name the outside organisation of a room; "" where there is none, or several."""
    teams = author.profile.teams if room.direct and author.profile else room.partners
    others = sorted(t for t in teams - house if t.startswith("T"))
    return others[0] if len(others) == 1 else ""
