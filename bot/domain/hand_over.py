"""A buyer's wish for a person: what it is, who is asked, and how it stands. Ids, no words.

The buyer's room owns it: all that changes it enters there, in order. The vendor's own room is
told by timers that are due at once, and answers by such timers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.audience import Role, Room, Speaker
from bot.domain.events import Timer

# As whom we speak to the vendor's people of what happens in a buyer's room.
DESK = Speaker("groundwork", "Groundwork", insider=True, role=Role.REP)


class Wish(StrEnum):
    """What was asked for."""

    PERSON = "person"
    DEMO = "demo"
    PEER = "peer"  # a talk with the customer of a story
    NOTES = "notes"  # nobody was asked for; notes were passed on


class State(StrEnum):
    """How a wish stands."""

    OPEN = "open"
    TAKEN = "taken"  # someone answers it
    AGREED = "agreed"  # the customer said yes
    REFUSED = "refused"  # the customer said no


class Call(StrEnum):
    """What one room tells the other: kinds of timers that are due at once, but for `WAITED`."""

    ASKED = "person_asked"  # to the vendor's room: someone is asked for
    NEXT = "person_next"  # to the vendor's room: nobody answered, the next one is asked
    PASSED = "notes_passed"  # to the vendor's room: notes were passed on
    ANSWERS = "person_answers"  # to the vendor's room: someone answers in the buyer's room
    WAITED = "person_waited"  # to the buyer's room: the time for an answer is over
    TAKEN = "person_taken"  # to the buyer's room: someone will answer
    AGREED = "peer_agreed"  # to the buyer's room: the customer said yes
    REFUSED = "peer_refused"  # to the buyer's room: the customer said no


TO_VENDOR = frozenset({Call.ASKED, Call.NEXT, Call.PASSED, Call.ANSWERS})
TO_BUYER = frozenset({Call.WAITED, Call.TAKEN, Call.AGREED, Call.REFUSED})

# What can be pressed in the vendor's room; behind the slash stands the id of the wish.
TAKE, SAID_YES, SAID_NO = "take", "peer-yes", "peer-no"
PRESSED = {TAKE: Call.TAKEN, SAID_YES: Call.AGREED, SAID_NO: Call.REFUSED}


@dataclass(frozen=True, slots=True)
class HandOver:
    """One wish of one buyer. `asked` are those of the vendor's people who were asked, in order."""

    id: str
    wish: Wish
    who: str
    at: datetime
    story: str = ""
    state: State = State.OPEN
    asked: tuple[str, ...] = ()
    taken_by: str = ""
    passed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether a person is waited for."""
        return self.state is State.OPEN and self.wish is not Wish.NOTES

    def next_of(self, people: Sequence[str]) -> str:
        """Give who is to be asked now: the first in order who was not; "" where none is left."""
        return next((person for person in people if person not in self.asked), "")

    def asking(self, person: str) -> "HandOver":
        """Add who is asked now, if it is anyone by name."""
        return replace(self, asked=(*self.asked, person)) if person else self


def kept(hand_overs: Sequence[HandOver], changed: HandOver) -> tuple[HandOver, ...]:
    """Put a wish in the place of what it was before, or behind the others."""
    if changed.id not in {h.id for h in hand_overs}:
        return (*hand_overs, changed)
    return tuple(changed if h.id == changed.id else h for h in hand_overs)


def waiting_in(hand_overs: Sequence[HandOver]) -> HandOver | None:
    """Give the wish that a person is still waited for, the latest."""
    return next((h for h in reversed(hand_overs) if h.waits), None)


def call(kind: Call, hand_over: HandOver, room: Room, by: Speaker, at: datetime) -> Timer:
    """Make what one room tells the other; the same news is told once."""
    step = f":{len(hand_over.asked)}" if kind in (Call.NEXT, Call.WAITED) else ""
    who = f":{by.id}" if kind in TO_BUYER and kind is not Call.WAITED else ""
    when = f":{hand_over.passed_at:%Y%m%d%H%M%S}" if hand_over.passed_at else ""
    passed = when if kind is Call.PASSED else ""
    key = f"{kind}:{hand_over.id}{step}{who}{passed}"
    return Timer(key=key, room=room, speaker=by, at=at, kind=kind, about=hand_over.id)


def pressed(target: str) -> tuple[Call, str] | None:
    """Read what was pressed beside a wish, and the wish's id; None where it is something else."""
    name, _, hand_over_id = target.partition("/")
    return (PRESSED[name], hand_over_id) if name in PRESSED and hand_over_id else None
