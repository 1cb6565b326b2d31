"""A conversation to hold in a test: people say something, and what they hear comes back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Action, Addressee, Message
from bot.domain.moves import MoveKind
from bot.domain.plain import questions_in

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

    async def all_at_once(self, *said, apart=1.0):
        """Several people write within seconds, before any is answered; gives all answers."""
        self.now += timedelta(minutes=2)
        ids = []
        for n, (who, text) in enumerate(said):
            message = Message(
                key=f"{self.room.id}:{len(self.answers)}:{n}",
                room=self.room,
                speaker=speaker(who),
                at=self.now + timedelta(seconds=n * apart),
                text=text,
            )
            accepted = await self.app.respond.accept(message)
            ids.append(accepted.inbox_id)
        answers = await self.app.respond.work(accepted.conversation_id)
        self.answers += [a for a in answers.values() if a.trace]
        return [answers[i] for i in ids]

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

    async def edits(self, n, text, who="Priya"):
        """Give the message of answer `n` other words."""
        self.now += timedelta(minutes=1)
        first = f"{self.room.id}:{n}"
        message = Message(
            key=f"{first}:edit-{len(self.answers)}",
            room=self.room,
            speaker=speaker(who),
            at=self.now,
            text=text,
            revises=first,
        )
        return await self._send(message)

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


LIMITS = {Place.SHARED: (500, 1), Place.DM: (700, 2)}  # characters, story cards
_ASKS_ITSELF = frozenset(
    {"back_after_weeks", "confirm_ask", "worth_ask"}
)  # lines that are questions
_GIVES = frozenset({MoveKind.SUGGEST_CHECK, MoveKind.POINT_THE_WAY, MoveKind.ANSWER_PLAINLY})


def keeps_its_manners(talk):
    """Hold a whole conversation against what is true of any: the questions, the limits, the gate.

    At most one question in a reply, none twice and none that is answered or declined; something
    given between two of them; no story told twice; no product talk while the gate is closed.
    """
    asked, told, before = set(), set(), None
    for answer in talk.answers:
        reply = answer.reply
        assert not answer.trace.conversation.gate_open
        if reply is None:
            continue
        _fits_the_place(reply, answer.trace.move.line, talk.place)
        if reply.move is not MoveKind.POINT_THE_WAY:
            assert told.isdisjoint(c.id for c in reply.stories)
            told |= {c.id for c in reply.stories}
        if (question := reply.question) is not None:
            assert question.topic not in asked
            assert not answer.trace.conversation.progress.settled(question.topic)
            gave = bool(reply.stories) or reply.move in _GIVES
            assert gave or before is None or before.question is None
            asked.add(question.topic)
        before = reply


def _fits_the_place(reply, line, place):
    characters, cards = LIMITS[place]
    assert len(reply.text) <= characters
    assert len(reply.stories) <= cards
    assert questions_in(reply.text) == int(reply.question is not None or line in _ASKS_ITSELF)
    assert "!" not in reply.text


def asks(answer):
    """Say whether a reply asks anything."""
    return answer.reply is not None and questions_in(answer.reply.text) > 0


def told_in(answer):
    """Give the stories of a reply."""
    return [card.id for card in answer.reply.stories]


def noted(talk, field):
    """Give what stands in the notes under a field, as one text."""
    return " | ".join(e.span for e in talk.brief.standing(field))
