"""Which rooms' notes one of the vendor's people may read, and what of them. Fails closed.

This is the only place that makes an `OpenRoom`, and what is prepared for a rep is made of nothing
else. What a buyer wrote in private stays out, but for what they passed on themselves.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.audience import Audience, Place, Room, Speaker, audience_of
from bot.domain.brief import Brief, Circle
from bot.domain.conversation import Conversation
from bot.domain.passed import latest_of_each

# A place that is unknown, or open to anyone, is in no table: nothing of it is read.
_CIRCLES: Mapping[Place, frozenset[Circle]] = {
    Place.SHARED: frozenset({Circle.ROOM, Circle.PASSED}),
    Place.INTERNAL: frozenset({Circle.ROOM, Circle.PASSED}),
    Place.DM: frozenset({Circle.PASSED}),
}


@dataclass(frozen=True, slots=True)
class KeptRoom:
    """A room and all that is remembered of it, as the record has it; to be opened, not shown."""

    room: Room
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """What a reader may see of a room: the standing entries, and of what happened there."""

    room: Room
    conversation: Conversation


def may_read(reader: Speaker, here: Room, room: Room, *, member: bool) -> bool:
    """Say whether whoever reads in `here` may read what stands in a room of an account.

    The reader has a role, is where only the vendor's people read and is a `member` of the room;
    it belongs to a known account, whose people wrote there knowing who reads along.
    """
    insiders = audience_of(reader, here) is Audience.INSIDERS
    return member and insiders and bool(room.account) and Circle.ROOM in _circles(room)


def open_room(reader: Speaker, here: Room, kept: KeptRoom, *, member: bool) -> OpenRoom | None:
    """Give what may be read of a room, None where it is nothing.

    Who is no `member` of it may still read what its people passed on.
    """
    if audience_of(reader, here) is not Audience.INSIDERS or not kept.room.account:
        return None
    reads = may_read(reader, here, kept.room, member=member)
    circles = _circles(kept.room) if reads else _circles(kept.room) & {Circle.PASSED}
    standing = kept.conversation.brief.standing()
    brief = Brief(tuple(e for e in standing if e.circle in circles))
    if reads:
        return OpenRoom(kept.room, replace(kept.conversation, brief=brief))
    # Of another room only the words that were passed on; not what was asked or told there.
    copies = latest_of_each(kept.conversation.passed) if Circle.PASSED in circles else ()
    sent = (entry for copy in copies for entry in copy.entries)
    passed = Conversation(kept.conversation.id, brief.add(*sent), passed=copies)
    return OpenRoom(kept.room, passed) if passed.brief.entries or copies else None


@dataclass(frozen=True, slots=True)
class Account:
    """An organisation that rooms belong to, by its id and by the name that it goes by."""

    id: str
    name: str


def called(names: Mapping[str, str]) -> tuple[Account, ...]:
    """Give accounts by id -> name; two of one name are told apart by their ids."""
    counted = Counter(name.casefold() for name in names.values())
    found = (
        Account(i, f"{name} ({i})" if counted[name.casefold()] > 1 else name or i)
        for i, name in names.items()
    )
    return tuple(sorted(found, key=lambda account: account.name.casefold()))


def _circles(room: Room) -> frozenset[Circle]:
    return _CIRCLES.get(room.place, frozenset()) if room.place else frozenset()
