"""As what people and rooms of Teams are treated: one rule, and unknown means restricted."""

from dataclasses import dataclass

from bot.domain.audience import Place

_ORDINARY = "user"  # the role that Teams gives an organisation's own people; guests have another
_SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone as the roster of a room knows them."""

    tenant: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What Teams says of an event: who caused it and where.

    `author` is None where the roster does not know them, `members` where it could not be read.
    `claimed` is the tenant that the event itself gives its author, if it does.
    """

    room: str  # the conversation without its thread
    kind: str = ""  # personal | groupChat | channel
    host: str = ""  # the tenant that the room belongs to
    channel_kind: str = ""  # standard | private | shared
    author: Member | None = None
    claimed: str = ""
    members: tuple[Member, ...] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """As what the author and the room are treated."""

    insider: bool
    place: Place | None
    account: str


def standing_of(home: str, seen: Seen) -> Standing:
    """Say whether the author is one of the vendor's people, who reads along, and for whom.

    `home` is the vendor's own tenant. The most restricted reader decides on the place.
    """
    insider = is_ours(home, seen.author) and seen.claimed in ("", home)
    place = _place(home, seen)
    return Standing(insider, place, _account(home, seen, insider=insider, place=place))


def is_ours(home: str, member: Member | None) -> bool:
    """Say whether someone is an ordinary user of the home tenant.

    A guest of the home tenant is nobody of ours; nor is who has no tenant or role.
    """
    return member is not None and bool(home) and (member.tenant, member.role) == (home, _ORDINARY)


def _place(home: str, seen: Seen) -> Place | None:
    if seen.kind == "personal":
        return Place.DM
    if seen.kind not in ("groupChat", "channel"):
        return None
    at_home = bool(home) and seen.host == home and seen.channel_kind != _SHARED
    only_ours = bool(seen.members) and all(is_ours(home, m) for m in seen.members or ())
    return Place.INTERNAL if at_home and only_ours else Place.SHARED


def _account(home: str, seen: Seen, *, insider: bool, place: Place | None) -> str:
    """Name the outside organisation; the room itself where there are several or none is known."""
    if place is Place.INTERNAL or (insider and place is Place.DM):
        return ""
    outside = _outside_in_private(seen) if place is Place.DM else _outside(home, seen)
    known = outside - {"", home}
    return known.pop() if len(outside) == 1 and known else f"teams:{seen.room}"


def _outside_in_private(seen: Seen) -> set[str]:
    """A personal chat belongs to the tenant in which the app was installed for its one person."""
    if seen.author is not None:
        return {seen.author.tenant} if seen.author.role == _ORDINARY else set()
    return {seen.claimed or seen.host}


def _outside(home: str, seen: Seen) -> set[str]:
    """Guests count as unknown: their tenant is their host's, not their own."""
    others = [m for m in seen.members or () if not is_ours(home, m)]
    return {m.tenant if m.role == _ORDINARY else "" for m in others}
