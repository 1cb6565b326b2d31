"""A day after a conversation: one question, privately, where a private room is open to them."""

from dataclasses import replace

from bot.domain.audience import Place
from bot.domain.conversation import Conversation
from bot.domain.events import Timer
from bot.domain.moves import Move, MoveKind
from bot.domain.worth import AT_REST, IN_PRIVATE, asking, why_not_ask, why_not_now
from bot.ports.rooms import PrivateRooms
from bot.ports.turns import Clock


class AskWorth:
    """Asks whether a conversation was worth its time; where nobody else reads, or not at all."""

    def __init__(self, rooms: PrivateRooms, clock: Clock) -> None:
        self._rooms = rooms
        self._clock = clock

    async def __call__(self, event: Timer, conversation: Conversation) -> Move:
        """Ask here if this is private, else in the room where they write to us alone."""
        if event.kind == IN_PRIVATE:
            return _asked(event, why_not_now(conversation))
        if why_not := why_not_ask(conversation, event.speaker.id):
            return _silent(why_not)
        if event.room.place is Place.DM:
            return _asked(event, "")
        room = await self._rooms.private_of(event.speaker.id, event.room.channel)
        if room is None:
            return _silent("no private room is open to them")
        key = event.key.replace(AT_REST, IN_PRIVATE) + ":private"
        there = replace(event, key=key, room=room, kind=IN_PRIVATE, at=self._clock.now())
        return replace(_silent("it is asked in private"), sets=(there,))


def _asked(event: Timer, why_not: str) -> Move:
    return _silent(why_not) if why_not else asking(event.about)


def _silent(reason: str) -> Move:
    return Move(MoveKind.STAY_SILENT, reason=reason)
