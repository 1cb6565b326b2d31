"""A conversation to hold in a test: people say something, and what they hear comes back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Action, Addressee, Message

_rooms = count(1)


@dataclass
class Talk:
    """One room. Prospects are outsiders; `rep` and `owner` are insiders with that role."""

    app: object
    place: Place | None = Place.SHARED
    account: str = "acme"
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    answers: list = field(default_factory=list)

    def __post_init__(self):
        self.room = Room(f"dialog-{next(_rooms)}", "test", self.place, self.account)

    async def says(self, text, who="Priya", role=None, to=Addressee.BOT, insider=None):
        """Say something; gives the answer with its trace."""
        self.now += timedelta(minutes=2)
        message = Message(
            key=f"{self.room.id}:{len(self.answers)}",
            room=self.room,
            speaker=speaker(who, role, insider),
            at=self.now,
            text=text,
            to=to,
        )
        return await self._send(message)

    async def presses(self, press, target="", who="Priya", role=None):
        """Press a button."""
        self.now += timedelta(minutes=1)
        action = Action(
            key=f"{self.room.id}:{len(self.answers)}",
            room=self.room,
            speaker=speaker(who, role),
            at=self.now,
            press=press,
            target=target,
        )
        return await self._send(action)

    def later(self, **time):
        """Let time pass."""
        self.now += timedelta(**time)

    async def _send(self, event):
        answer = await self.app.respond(event)
        self.answers.append(answer)
        return answer

    @property
    def brief(self):
        """The notes as they stand."""
        return self.answers[-1].trace.conversation.brief


def speaker(who, role=None, insider=None):
    """Make a speaker; a role makes an insider unless said otherwise."""
    known = insider if insider is not None else role is not None
    return Speaker(f"test:{who.lower()}", who, known, Role(role) if role else None)
