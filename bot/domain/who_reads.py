"""Who comes to read what is said in a room, worked out by the rules that keep others from it.

What a buyer is told of that is chosen by this, so that no rule can change and the words stay.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.audience import Audience, Place, Role, Room, Speaker, audience_of
from bot.domain.brief import Brief, Circle, Entry, Field
from bot.domain.conversation import Conversation
from bot.domain.open_rooms import KeptRoom, open_room

_SOMEBODY = Speaker("somebody")
_REP = Speaker("rep", insider=True, role=Role.REP)
_OF_REPS = Room("reps", "", Place.DM)
_SOME_ACCOUNT = "somebodys"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads, besides the author: whoever is in the room, the vendor's people elsewhere."""

    others_here: bool
    vendor: bool
    anyone: bool

    @property
    def told_as(self) -> str:
        """Give the kind of room that its readers are told of, by which lines are named."""
        if self.others_here:
            return "shared"
        kind = "public" if self.anyone else "private"
        return f"{kind}_vendor" if self.vendor else kind


def circle_of(room: Room) -> Circle:
    """Say who may see what is said in a room from then on."""
    return Circle.MINE if room.place is Place.DM else Circle.ROOM


def who_reads(room: Room) -> Readers:
    """Say who reads what is said here. What is unknown is told as if everybody in it read."""
    return Readers(
        others_here=room.place not in (Place.DM, Place.PUBLIC),
        vendor=_given_to_reps(room),
        anyone=audience_of(_SOMEBODY, room) is Audience.ANYONE,
    )


def _given_to_reps(room: Room) -> bool:
    """Try it: whether a rep's page would hold an entry that was said here."""
    said = Entry("said/0", Field.PROBLEM, "said", _SOMEBODY.id, _LONG_AGO, circle=circle_of(room))
    known = Room(room.id, room.channel, room.place, room.account or _SOME_ACCOUNT)
    kept = KeptRoom(known, Conversation("said", Brief((said,))))
    opened = open_room(_REP, _OF_REPS, kept, member=True)
    return opened is not None and bool(opened.conversation.brief.entries)
