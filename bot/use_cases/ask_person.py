"""A buyer's wish for a person: passed on at once, and waited for during working hours.

It reaches the vendor's own room by a timer that is due at once, and so does the answer come back.
Nobody is scored and nobody is chased: each of the vendor's people is asked once.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Timer
from bot.domain.hand_over import DESK, Call, HandOver, State, Wish, call, waiting_in
from bot.domain.heard import Cue
from bot.domain.moves import Move, MoveKind
from bot.domain.passed import Passing, copy_of
from bot.domain.situation import Situation
from bot.domain.working_hours import WorkingHours
from bot.ports.hand_overs import Link, Links, Requests
from bot.ports.people import People
from bot.ports.turns import Clock

SOMEONE = "A person"  # of the vendor's, whose name is not known


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers buyers: where wishes go, who is asked, what was asked before."""

    links: Links
    people: People
    requests: Requests

    async def name_of(self, person: str) -> str:
        """Give the name that one of the vendor's people goes by; "" where none is known."""
        named = {p.id: p.name for p in await self.people.all()} if person else {}
        return named.get(person, "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a buyer waits before the next one is asked."""

    hours: WorkingHours
    count: float = 4

    @property
    def written(self) -> str:
        """The number of hours as it is told."""
        return f"{self.count:g}"


class AskPerson:
    """Passes wishes on, and tells the buyer who answers, or that nobody has yet."""

    def __init__(self, staff: Staff, waiting: Waiting, clock: Clock) -> None:
        self._staff = staff
        self._waiting = waiting
        self._clock = clock
        self._come: Mapping[str, _Come] = {
            Call.WAITED: self._waited,
            Call.TAKEN: self._taken,
            Call.AGREED: self._peer_said,
            Call.REFUSED: self._peer_said,
        }

    async def begun(self, move: Move, event: InboundEvent, s: Situation) -> Move:
        """Give the move of a hand-over with who is asked, and with what is set off by it."""
        if move.passing is not None:
            return await self._passed(move, move.passing, event, s)
        wish = Wish.PEER if move.peer else Wish.DEMO if s.heard.has(Cue.DEMO) else Wish.PERSON
        before = waiting_in(s.conversation.hand_overs)
        if before is not None and (before.wish, before.story) == (wish, move.peer):
            values = {"when": f"{before.at:%d %B, %H:%M} UTC"}
            return Move(MoveKind.ANSWER_PLAINLY, line="person_already", values=values)
        link = await self._staff.links.of(event.room.account)
        asked = HandOver(_id_of(event), wish, event.speaker.id, self._clock.now(), move.peer)
        first = asked.next_of(link.people)
        asked = asked.asking(first)
        name = await self._staff.name_of(first)
        told = _told_who(move, name, s.place) if not move.peer else move
        if s.conversation.brief.has_of(event.speaker.id) and not event.speaker.insider:
            told = replace(told, also="pass_offered")
        sets = self._set_off(Call.ASKED, asked, link, event)
        return replace(told, hand_over=asked, sets=sets)

    async def _passed(
        self, move: Move, passing: Passing, event: InboundEvent, s: Situation
    ) -> Move:
        """Send the page that was previewed: a copy of this day, to the vendor's room."""
        now = self._clock.now()
        copy = copy_of(passing, s.conversation.brief, _id_of(event), now)
        before = waiting_in(s.conversation.hand_overs)
        asked = before or HandOver(_id_of(event), Wish.NOTES, event.speaker.id, now)
        asked = replace(asked, passed_at=now)
        link = await self._staff.links.of(event.room.account)
        sets = () if link.room is None else (call(Call.PASSED, asked, link.room, DESK, now),)
        return replace(move, copy=copy, hand_over=asked, sets=sets)

    async def news(self, event: Timer | Action, conversation: Conversation) -> Move:
        """Take what comes of a wish: the time is over, someone answers, the customer said so."""
        if isinstance(event, Action):
            return await self._wrote(event, conversation)
        known = next((h for h in conversation.hand_overs if h.id == event.about), None)
        if known is None:
            return _silent("no such wish")
        return await self._come[event.kind](known, event)

    async def _waited(self, asked: HandOver, event: Timer) -> Move:
        """Nobody answered in time: ask the next one, and tell the buyer plainly. Once each."""
        if not asked.waits:
            return _silent("someone answers")
        link = await self._staff.links.of(event.room.account)
        following = asked.next_of(link.people)
        if not following:
            values = {"count": self._waiting.written}
            return Move(MoveKind.ANSWER_PLAINLY, line="person_waits", values=values)
        asked = asked.asking(following)
        name = await self._staff.name_of(following)
        return Move(
            MoveKind.ANSWER_PLAINLY,
            line="person_next",
            values={"count": self._waiting.written, "who": name or "Another person"},
            hand_over=asked,
            sets=self._set_off(Call.NEXT, asked, link, event),
        )

    async def _taken(self, asked: HandOver, event: Timer) -> Move:
        if not asked.waits:
            return _silent("another was first")
        taken = replace(asked, state=State.TAKEN, taken_by=event.speaker.id)
        who = await self._staff.name_of(event.speaker.id) or SOMEONE
        return Move(
            MoveKind.ANSWER_PLAINLY,
            line="person_taken_private" if event.room.private else "person_taken",
            values={"who": who},
            hand_over=taken,
        )

    async def _peer_said(self, asked: HandOver, event: Timer) -> Move:
        """What the customer said is told once; nobody is named in either case."""
        if asked.wish is not Wish.PEER or asked.state in (State.AGREED, State.REFUSED):
            return _silent("the customer had said so before")
        agreed = event.kind == Call.AGREED
        state = State.AGREED if agreed else State.REFUSED
        return Move(
            MoveKind.ANSWER_PLAINLY,
            line="peer_agreed" if agreed else "peer_refused",
            hand_over=replace(asked, state=state, taken_by=event.speaker.id),
        )

    async def _wrote(self, event: Action, conversation: Conversation) -> Move:
        """One of the vendor's people writes where a person was asked for: that is the answer."""
        asked = waiting_in(conversation.hand_overs)
        if asked is None or not event.speaker.trusted:
            return _silent("nobody is waited for")
        taken = replace(asked, state=State.TAKEN, taken_by=event.speaker.id)
        link = await self._staff.links.of(event.room.account)
        told: tuple[Timer, ...] = ()
        if link.room is not None:
            told = (call(Call.ANSWERS, taken, link.room, DESK, self._clock.now()),)
        return replace(_silent("one of the vendor's people answers"), hand_over=taken, sets=told)

    def _set_off(
        self, kind: Call, asked: HandOver, link: Link, event: InboundEvent
    ) -> tuple[Timer, ...]:
        """Tell the vendor's room, and wait for an answer."""
        now = self._clock.now()
        due = self._waiting.hours.after(now, self._waiting.count)
        wait = call(Call.WAITED, asked, event.room, event.speaker, due)
        if link.room is None:
            return (wait,)
        return (call(kind, asked, link.room, DESK, now), wait)


_Come = Callable[[HandOver, Timer], Awaitable[Move]]


def _told_who(move: Move, name: str, place: str) -> Move:
    """Say who answers, and where: nobody of the vendor's reads in a private room."""
    line = "person_named" if name else move.line
    if place == "private":
        line = "person_named_private" if name else "person_arranged_private"
    values = {"what": move.values.get("what", ""), "who": name}
    return replace(move, line=line, values=values)


def _silent(reason: str) -> Move:
    return Move(MoveKind.STAY_SILENT, reason=reason)


def _id_of(event: InboundEvent) -> str:
    return uuid5(NAMESPACE_URL, f"groundwork:wish:{event.key}").hex[:16]
