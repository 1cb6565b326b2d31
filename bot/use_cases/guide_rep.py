"""A rep's turn in a private place: stories, internal ones included, and help before a meeting.

Nothing that a rep writes is remembered, so it can never become context for a buyer. What waits for
a rep's yes is kept as ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.audience import Clearance, Role, Room, audience_of, clearance_for
from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation, OfferedShare
from bot.domain.events import Action, Addressee, File, InboundEvent, Message, Press, Timer
from bot.domain.hand_over import Wish
from bot.domain.heard import Assent, Cue, Heard, Intent
from bot.domain.insider_wishes import HELP, REQUESTS, as_command, briefing, preparing, sharing
from bot.domain.moves import Move, MoveKind, StoryWant, Told
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment, Suggestion
from bot.domain.room_care import wants_introduction
from bot.domain.story_choices import pressed_choice
from bot.ports.hand_overs import PersonRequest, Requests
from bot.ports.turns import (
    Clock,
    Outcome,
    Pending,
    TurnCommit,
)
from bot.use_cases.find_stories import FITS, Ask, FindStories
from bot.use_cases.hearing import Hearing, as_message, situation_of
from bot.use_cases.introduce import Introduce
from bot.use_cases.open_rooms import OpenRooms
from bot.use_cases.prepare_meeting import Preparation, PrepareMeeting
from bot.use_cases.press import PressButton
from bot.use_cases.respond import Trace, Worked
from bot.use_cases.say import Say
from bot.use_cases.share_story import Shared, ShareStory

CARDS = 4
MOST_REQUESTS = 5
REMEMBERED = timedelta(days=14)  # how long a request for a person is listed


@dataclass(frozen=True, slots=True)
class RepDesk:
    """What helps one of the vendor's people."""

    find: FindStories
    requests: Requests
    rooms: OpenRooms
    prepare: PrepareMeeting
    share: ShareStory
    introduce: Introduce
    say: Say


@dataclass(frozen=True, slots=True)
class Beside:
    """What a turn of a rep's changes beside the reply."""

    attachments: tuple[Attachment, ...] = ()
    conversation: Conversation | None = None  # only where what waits for a yes has changed
    timers: tuple[Timer, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    buttons: tuple[Suggestion, ...] = ()


NOTHING = Beside()


class GuideRep:
    """Answers one of the vendor's people where only they and their colleagues read."""

    def __init__(self, hearing: Hearing, desk: RepDesk, clock: Clock) -> None:
        self._hearing = hearing
        self._desk = desk
        self._press = PressButton(desk.find)
        self._say = desk.say
        self._clock = clock

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Find stories, prepare, share, say who reads along, or open what was pressed."""
        event = as_message(pending.event)
        if not isinstance(event, Message):
            return await self._not_said(pending, event, conversation)
        if event.to is not Addressee.BOT:
            move = Move(MoveKind.STAY_SILENT, reason=f"meant for a {event.to}")
            return await self.answer(pending, Heard(), move)
        heard = await self._hearing.listener.listen(event, Conversation(conversation.id))
        move, beside = await self._chosen(pending, event, heard, conversation)
        if conversation.share is not None and beside.conversation is None:
            beside = replace(beside, conversation=replace(conversation, share=None))
        return await self.answer(pending, heard, move, beside)

    async def _chosen(
        self, pending: Pending, event: Message, heard: Heard, conversation: Conversation
    ) -> tuple[Move, Beside]:
        """Give the move, and what it changes."""
        offered = conversation.share
        if offered and offered.who == event.speaker.id and heard.assent is not Assent.NONE:
            if heard.assent is Assent.NO:
                return Move(MoveKind.SHARE, line="cancel_ok"), NOTHING
            # Without a story it is the bot itself that is to be introduced.
            carry = self._desk.share if offered.story_id else self._desk.introduce
            sent = await carry.confirmed(offered, event, str(pending.inbox_id))
            return sent.move, _of_share(sent, event, conversation)
        if wants_introduction(event.text):
            shown = await self._desk.introduce.preview(event)
            return shown.move, _of_share(shown, event, conversation)
        return await self._looked_up(event, heard, conversation)

    async def _looked_up(
        self, event: Message, heard: Heard, conversation: Conversation
    ) -> tuple[Move, Beside]:
        if (paged := await self._on_a_page(event)) is not None:
            return paged
        if (share := sharing(event.text)) and (
            shown := await self._desk.share.preview(share, event)
        ):
            return shown.move, _of_share(shown, event, conversation)
        return await self._choose(event, heard), NOTHING

    async def _on_a_page(self, event: Message) -> tuple[Move, Beside] | None:
        """Write what was asked for of an account; None where something else was meant."""
        prepare = self._desk.prepare
        if (wish := preparing(event.text)) and (page := await prepare(wish, event)):
            return page.move, _of_pages("meeting_prepared", page, event)
        if (wish := briefing(event.text)) and (page := await prepare.brief(wish, event)):
            return page.move, _of_pages("account_read", page, event)
        return None

    async def _not_said(
        self, pending: Pending, event: InboundEvent, conversation: Conversation
    ) -> Worked:
        """What was pressed or handed over."""
        if isinstance(event, Action) and event.press is Press.SHARE and event.there is not None:
            return await self._send(pending, event, event.there)
        if isinstance(event, Action) and event.press is Press.LOOKED_IN:
            move = Move(MoveKind.STAY_SILENT, reason="they looked in")
            beside = Beside(conversation=replace(conversation, looked=event.at))
            return await self.answer(pending, Heard(), move, beside)
        if _for_owners(event):
            move = Move(MoveKind.REVIEW, line="needs_owner")
            return await self.answer(pending, Heard(), move)
        if isinstance(event, File):
            move = Move(MoveKind.REVIEW, line="file_for_owners")
            return await self.answer(pending, Heard(), move)
        pressed = await self._press(event, conversation)
        return await self.answer(pending, Heard(), pressed.move, Beside(pressed.attachments))

    async def _send(self, pending: Pending, event: Action, there: Room) -> Worked:
        """A story was seen as a room would read it, and is wanted there."""
        story = await self._desk.find.open(event.target, _clearance(event))
        offered = OfferedShare(story.story_id if story else "", there, event.speaker.id)
        sent = await self._desk.share.confirmed(offered, event, str(pending.inbox_id))
        audit = _on_record("story_shared", event, sent.account) if sent.timers else ()
        return await self.answer(
            pending, Heard(), sent.move, Beside(timers=sent.timers, audit=audit)
        )

    async def _choose(self, event: Message, heard: Heard) -> Move:
        if heard.wants(Intent.ASK_PRIVACY) or heard.has(Cue.IS_THIS_A_BOT):
            return Move(MoveKind.EXPLAIN_PRIVACY, line="privacy_rep")
        if heard.has(Cue.THANKS, Cue.GOODBYE):
            return Move(MoveKind.ACKNOWLEDGE, reaction="+1", reason="thanks or goodbye")
        command = as_command(event.text)
        if command in HELP:
            return self._help(event)
        if command in REQUESTS:
            return await self._asked_for(event)
        return await self._found(event)

    def _help(self, event: Message) -> Move:
        """Say what this person can write."""
        points = self._hearing.wording.help.get(event.speaker.role or Role.REP, ())
        return Move(MoveKind.FIND, line="rep_help", points=points)

    async def _asked_for(self, event: Message) -> Move:
        """Say which rooms asked for a person, and nothing of what was written there."""
        since = self._clock.now() - REMEMBERED
        requests = (await self._desk.requests.since(since))[:MOST_REQUESTS]
        clearance = _clearance(event)
        points = []
        for request in requests:
            story = request.hand_over.story
            told = await self._desk.find.pick(story, clearance) if story else None
            account = await self._desk.rooms.account_of(request.room)
            points.append(_request(request, account) + _to_meet(request, told))
        line = "requests_open" if points else "requests_none"
        return Move(MoveKind.FIND, line=line, points=tuple(points))

    async def _found(self, event: InboundEvent) -> Move:
        text = event.text if isinstance(event, Message) else ""
        found = await self._desk.find(Ask(text), _clearance(event))
        fits = tuple(t for t in found.told if t.score >= FITS)[:CARDS]
        return _move(text, fits, found.told)

    async def answer(
        self,
        pending: Pending,
        heard: Heard,
        move: Move,
        beside: Beside = NOTHING,
    ) -> Worked:
        """Word a move for an insider, with what comes along."""
        event = pending.event
        blank = Conversation(f"{event.room.channel}:{event.room.id}")
        s = situation_of(event, heard, Remembered(blank), self._hearing)
        reply = None
        if move.kind is not MoveKind.STAY_SILENT:
            spoken = await self._say(move, s, insider=True)
            offered = beside.buttons or (spoken.suggestions if move.awaits else ())
            reply = replace(spoken, attachments=beside.attachments, suggestions=offered)
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=event.room,
            outcome=Outcome.REPLIED if reply else Outcome.SILENT,
            at=self._clock.now(),
            conversation=beside.conversation,
            reply=reply,
            heard=heard,
            reason=move.reason,
            versions=s.wording.versions,
            timers=beside.timers,
            audit=beside.audit,
        )
        return Worked(commit, Trace(heard, move, blank))


def _for_owners(event: InboundEvent) -> bool:
    """Whether something was pressed that content owners decide."""
    return isinstance(event, Action) and pressed_choice(event.target) is not None


def _clearance(event: InboundEvent) -> Clearance:
    return clearance_for(audience_of(event.speaker, event.room))


def _of_pages(kind: str, page: Preparation, event: Message) -> Beside:
    audit = _on_record(kind, event, page.account) if page.pages else ()
    return Beside(page.pages, audit=audit)


def _of_share(shown: Shared, event: Message, conversation: Conversation) -> Beside:
    audit = _on_record("story_shared", event, shown.account) if shown.timers else ()
    after = replace(conversation, share=shown.offered)
    return Beside(shown.pages, after, shown.timers, audit)


def _on_record(kind: str, event: InboundEvent, account: str) -> tuple[AuditLine, ...]:
    return (AuditLine(kind, {"speaker": event.speaker.id, "account": account}),)


def _request(request: PersonRequest, account: str) -> str:
    room, asked = request.room, request.hand_over
    answered = "" if asked.waits or asked.wish is Wish.NOTES else ", answered"
    passed = f"; a page was passed on, {asked.passed_at:%d %B}" if asked.passed_at else ""
    return f"{account}, in {room.channel}, {asked.at:%d %B, %H:%M} UTC{answered}{passed}"


def _to_meet(request: PersonRequest, told: Told | None) -> str:
    """Say which customer is to be asked for a talk, and how often they are willing."""
    story = request.hand_over.story
    if not story:
        return ""
    if told is None or told.peer is None:
        return f"; to meet the customer of {story}, who is no longer willing"
    limit = f" (at most {told.peer.limit})" if told.peer.limit else ""
    return f'; to meet the customer of "{told.rendition.title}"{limit}'


def _move(text: str, fits: tuple[Told, ...], found: Sequence[Told]) -> Move:
    want = StoryWant(text, CARDS)
    if fits:
        values = {"count": str(len(fits))}
        return Move(MoveKind.FIND, line="rep_found", values=values, want=want, told=fits)
    if found:
        return Move(MoveKind.NO_STORY, line="no_story", want=want, nearest=found[0])
    return Move(MoveKind.NO_STORY, line="rep_none")
