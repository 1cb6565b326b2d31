"""A rep's turn in a private place: the right stories for a question, internal ones included.

Nothing is remembered of it, so nothing a rep asks can ever become context for a buyer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.audience import audience_of, clearance_for
from bot.domain.conversation import Conversation
from bot.domain.events import Addressee, InboundEvent, Message
from bot.domain.heard import Cue, Heard, Intent
from bot.domain.moves import Move, MoveKind, StoryWant, Told
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment
from bot.ports.turns import Clock, Outcome, Pending, PersonRequest, Requests, TurnCommit
from bot.use_cases.find_stories import FITS, Ask, FindStories
from bot.use_cases.hearing import Hearing, as_message, situation_of
from bot.use_cases.press import PressButton
from bot.use_cases.respond import Trace, Worked
from bot.use_cases.say import Say

CARDS = 4
MOST_REQUESTS = 5
REMEMBERED = timedelta(days=14)  # how long a request for a person is listed
ASKS_FOR_REQUESTS = frozenset({"requests", "who asked for a person", "who asked for me"})


class GuideRep:
    """Answers one of the vendor's people where only they and their colleagues read."""

    def __init__(
        self, hearing: Hearing, find: FindStories, say: Say, requests: Requests, clock: Clock
    ) -> None:
        self._hearing = hearing
        self._find = find
        self._press = PressButton(find)
        self._say = say
        self._requests = requests
        self._clock = clock

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Find stories, say who reads along, or open what was pressed."""
        event = as_message(pending.event)
        if not isinstance(event, Message):
            pressed = await self._press(event, conversation)
            return await self.answer(pending, Heard(), pressed.move, pressed.attachments)
        if event.to is not Addressee.BOT:
            move = Move(MoveKind.STAY_SILENT, reason=f"meant for a {event.to}")
            return await self.answer(pending, Heard(), move)
        heard = await self._hearing.listener.listen(event, Conversation(conversation.id))
        return await self.answer(pending, heard, await self._choose(event, heard))

    async def _choose(self, event: Message, heard: Heard) -> Move:
        if heard.wants(Intent.ASK_PRIVACY) or heard.has(Cue.IS_THIS_A_BOT):
            return Move(MoveKind.EXPLAIN_PRIVACY, line="privacy_rep")
        if heard.has(Cue.THANKS, Cue.GOODBYE):
            return Move(MoveKind.ACKNOWLEDGE, reaction="+1", reason="thanks or goodbye")
        if event.text.strip().lower().rstrip("?.!") in ASKS_FOR_REQUESTS:
            return await self._asked_for()
        return await self._found(event)

    async def _asked_for(self) -> Move:
        """Say which rooms asked for a person, and nothing of what was written there."""
        since = self._clock.now() - REMEMBERED
        points = tuple(_request(r) for r in await self._requests.since(since))
        line = "requests_open" if points else "requests_none"
        return Move(MoveKind.FIND, line=line, points=points[:MOST_REQUESTS])

    async def _found(self, event: InboundEvent) -> Move:
        text = event.text if isinstance(event, Message) else ""
        clearance = clearance_for(audience_of(event.speaker, event.room))
        found = await self._find(Ask(text), clearance)
        fits = tuple(t for t in found.told if t.score >= FITS)[:CARDS]
        return _move(text, fits, found.told)

    async def answer(
        self,
        pending: Pending,
        heard: Heard,
        move: Move,
        attachments: tuple[Attachment, ...] = (),
    ) -> Worked:
        """Word a move for an insider, with what comes along."""
        event = pending.event
        blank = Conversation(f"{event.room.channel}:{event.room.id}")
        s = situation_of(event, heard, Remembered(blank), self._hearing)
        reply = None
        if move.kind is not MoveKind.STAY_SILENT:
            spoken = await self._say(move, s, insider=True)
            reply = replace(spoken, attachments=attachments, suggestions=())
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=event.room,
            outcome=Outcome.REPLIED if reply else Outcome.SILENT,
            at=self._clock.now(),
            reply=reply,
            heard=heard,
            reason=move.reason,
            versions=s.wording.versions,
        )
        return Worked(commit, Trace(heard, move, blank))


def _request(request: PersonRequest) -> str:
    account = request.account or "an account without a name"
    return f"{account}, in {request.channel}, {request.at:%d %B, %H:%M} UTC"


def _move(text: str, fits: tuple[Told, ...], found: Sequence[Told]) -> Move:
    want = StoryWant(text, CARDS)
    if fits:
        values = {"count": str(len(fits))}
        return Move(MoveKind.FIND, line="rep_found", values=values, want=want, told=fits)
    if found:
        return Move(MoveKind.NO_STORY, line="no_story", want=want, nearest=found[0])
    return Move(MoveKind.NO_STORY, line="rep_none")
