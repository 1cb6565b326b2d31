"""Sending messages through the one door and timing them, for `replay` and the benchmarks."""

import time
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bot.bootstrap import App
from bot.domain.aside import asks_aside, taken_aside
from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.conversation import Conversation
from bot.domain.events import Addressee, Message
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Reply
from bot.use_cases.respond import Answer, Trace

CHANNEL = "replay"
NOTHING_DONE = Trace(Heard(), Move(MoveKind.STAY_SILENT), Conversation(""))


@dataclass(frozen=True, slots=True)
class Spoken:
    """What someone says, where and when. `n` tells the messages of one run apart."""

    n: int
    conversation: str
    speaker: str
    text: str
    at: datetime
    place: Place = Place.SHARED
    account: str = ""
    role: Role = Role.PROSPECT
    to: Addressee = Addressee.BOT

    @property
    def room(self) -> str:
        """The room within a run: a direct message is one of its own for each person."""
        whose = self.speaker if self.place is Place.DM else ""
        return "|".join((self.conversation, str(self.place), whose))


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a message, and how long it took."""

    answer: Answer
    ms: float

    @property
    def trace(self) -> Trace:
        """How the reply came about."""
        return self.answer.trace or NOTHING_DONE

    @property
    def reply(self) -> Reply:
        """The reply; an empty one where there was none."""
        return self.answer.reply or Reply("", self.trace.move.kind)


class Player:
    """Sends messages; every run has rooms of its own, and nothing is posted anywhere."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._run = uuid4().hex

    async def play(self, spoken: Spoken) -> Answered:
        """Send one message and give what became of it."""
        message = self._message(spoken)
        begun = time.perf_counter()
        answer = await self._app.respond(message)
        return Answered(answer, (time.perf_counter() - begun) * 1000)

    def _message(self, spoken: Spoken) -> Message:
        insider = spoken.role is not Role.PROSPECT
        message = Message(
            key=f"{CHANNEL}:{self._run}:{spoken.n}",
            room=Room(f"{self._run}|{spoken.room}", CHANNEL, spoken.place, spoken.account),
            speaker=Speaker(
                f"{CHANNEL}:{spoken.speaker}",
                spoken.speaker,
                insider,
                spoken.role if insider else None,
            ),
            at=spoken.at,
            text=spoken.text,
            to=spoken.to,
        )
        if not asks_aside(message):
            return message
        alone = replace(spoken, place=Place.DM).room
        return taken_aside(message, Room(f"{self._run}|{alone}", CHANNEL, Place.DM))
