"""What is asked of the bot itself: to keep quiet, to leave, to introduce itself, to take back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.afterwards import afterwards
from bot.domain.audience import Audience, Place, audience_of
from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Addressee, InboundEvent, Message, Press, Timer
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import Remembered
from bot.domain.room_care import INTRODUCE, RoomWish, may_take_back, room_wish
from bot.ports.turns import Clock, Outbox, Outcome, Outgoing, Pending, TurnCommit
from bot.use_cases.hearing import Hearing, reads_along, situation_of
from bot.use_cases.respond import Guide, Trace, Worked
from bot.use_cases.say import Say


@dataclass(frozen=True, slots=True)
class RoomDesk:
    """What it is answered with."""

    hearing: Hearing
    say: Say
    outbox: Outbox
    clock: Clock


class MindRoom:
    """A guide that answers what is asked of the bot itself, and leaves all else to the one inside.

    All of it is put on record.
    """

    def __init__(self, guide: Guide, desk: RoomDesk) -> None:
        self._guide = guide
        self._desk = desk

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Give what is to be saved."""
        event = pending.event
        if isinstance(event, Timer) and event.kind == INTRODUCE:
            return await self._answer(pending, conversation, "introduction", "introduced")
        if isinstance(event, Action) and event.press is Press.TAKE_BACK:
            return await self._take_back(pending, conversation, event.target)
        wish = _wish(event)
        if wish is None or (
            wish is RoomWish.TAKE_BACK and not may_take_back(event.speaker, event.room)
        ):
            # From a buyer among others it is a word on their own notes.
            return await self._guide(pending, conversation)
        return await self._wished(wish, pending, conversation)

    async def _wished(
        self, wish: RoomWish, pending: Pending, conversation: Conversation
    ) -> Worked:
        match wish:
            case RoomWish.TAKE_BACK:
                return await self._take_back(pending, conversation, "")
            case RoomWish.QUIET:
                quiet = replace(conversation, quiet=True)
                return await self._answer(pending, quiet, "quiet_on", "quiet")
            case RoomWish.ANSWER_AGAIN:
                heard = replace(conversation, quiet=False)
                return await self._answer(pending, heard, "quiet_off", "answering_again")
            case RoomWish.LEAVE:
                return await self._leave(pending, conversation)

    async def _leave(self, pending: Pending, conversation: Conversation) -> Worked:
        """Only the vendor's people send the bot away; a buyer can have it keep quiet."""
        if not pending.event.speaker.insider:
            return await self._answer(pending, conversation, "leave_not_yours", "")
        # Where it is not let go, and when it is invited again, it waits for a mention.
        quiet = replace(conversation, quiet=True)
        worked = await self._answer(pending, quiet, "leaving", "left_room")
        return _with_reply(worked, leaves=True)

    async def _take_back(
        self, pending: Pending, conversation: Conversation, target: str
    ) -> Worked:
        """Let a plain line stand in place of a reply; its words are not repeated any more."""
        event = pending.event
        if not may_take_back(event.speaker, event.room):
            return self._silent(pending, conversation, "not theirs to take back")
        found = _meant(await self._desk.outbox.posted(pending.conversation_id), target)
        if found is None:
            if target:
                return self._silent(pending, conversation, "no reply of ours to take back")
            return await self._answer(pending, conversation, "take_back_nothing", "")
        line = "taken_back_private" if event.room.place is Place.DM else "taken_back"
        after = _without(conversation, found)
        worked = await self._answer(pending, after, line, "reply_taken_back", reply=found.key)
        return _with_reply(worked, replaces=found.receipt)

    async def _answer(
        self, pending: Pending, conversation: Conversation, line: str, kind: str, **ids: str
    ) -> Worked:
        """Say a plain line, and put on record what was asked for."""
        event, hearing = pending.event, self._desk.hearing
        insider = audience_of(event.speaker, event.room) is Audience.INSIDERS
        s = situation_of(event, Heard(), Remembered(conversation), hearing)
        move = Move(MoveKind.MIND_ROOM, line=line)
        reply = await self._desk.say(move, s, insider=insider)
        if not insider:
            reply = replace(reply, small_print=reads_along(s, hearing))
        after = conversation if insider else afterwards(s, move, reply)
        about = {"speaker": event.speaker.id, "room": event.room.id, "account": event.room.account}
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=event.room,
            outcome=Outcome.REPLIED,
            at=self._desk.clock.now(),
            conversation=after,
            reply=reply,
            versions=s.wording.versions,
            audit=(AuditLine(kind, about | ids),) if kind else (),
        )
        return Worked(commit, Trace(Heard(), move, after))

    def _silent(self, pending: Pending, conversation: Conversation, reason: str) -> Worked:
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=pending.event.room,
            outcome=Outcome.SILENT,
            at=self._desk.clock.now(),
            reason=reason,
        )
        return Worked(
            commit, Trace(Heard(), Move(MoveKind.STAY_SILENT, reason=reason), conversation)
        )


def _wish(event: InboundEvent) -> RoomWish | None:
    """Hear a wish. Where one is alone with the bot there is nothing to leave or be quiet in."""
    if not isinstance(event, Message) or event.to is not Addressee.BOT or event.revises:
        return None
    wish = room_wish(event.text)
    return wish if wish is RoomWish.TAKE_BACK or event.room.place is not Place.DM else None


def _meant(posted: Sequence[Outgoing], target: str) -> Outgoing | None:
    """Give the reply that stands there under this id of the channel's; without one, the last."""
    gone = {out.reply.replaces for out in posted} - {""}
    standing = [
        out
        for out in posted
        if out.reply.text and not out.reply.replaces and out.receipt not in gone
    ]
    if not target:
        return next(iter(standing), None)
    return next((out for out in standing if target in (out.receipt, out.key)), None)


def _without(conversation: Conversation, taken: Outgoing) -> Conversation:
    """Forget what the reply asked and said: nothing is answered by a yes to it any more."""
    turns = tuple(
        replace(turn, text="", question=None) if turn.text == taken.reply.text else turn
        for turn in conversation.turns
    )
    last = conversation.turns[-1:] and conversation.turns[-1].text == taken.reply.text
    cleared = replace(conversation, turns=turns)
    return replace(cleared, pending=None, awaits="", peer="") if last else cleared


def _with_reply(worked: Worked, **changes: object) -> Worked:
    reply = worked.commit.reply
    if reply is None:
        return worked
    changed = replace(reply, **changes)  # type: ignore[arg-type]  # the names are our own
    return replace(worked, commit=replace(worked.commit, reply=changed))
