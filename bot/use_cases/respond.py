"""The one door: every event from any channel enters here and leaves with exactly one outcome."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.domain.audience import Role, acting_role
from bot.domain.conversation import Conversation
from bot.domain.events import InboundEvent, Message
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Reply
from bot.domain.together import arrived_with
from bot.ports.telemetry import Happening, NoTelemetry, Step, Telemetry
from bot.ports.turns import (
    Accepted,
    Clock,
    Conversations,
    Inbox,
    Lease,
    Outbox,
    Outcome,
    Pending,
    Timers,
    TurnCommit,
)

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
FAILED = "error"  # the reason of an apology


@dataclass(frozen=True, slots=True)
class Trace:
    """How a reply came about: for the replay command, logs and tests; never shown in a chat."""

    heard: Heard
    move: Move
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Worked:
    """What a guide made of an event: the changes to save, and how they came about."""

    commit: TurnCommit
    trace: Trace


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of an event. `trace` is None where the event was answered before."""

    outcome: Outcome
    reply: Reply | None
    outgoing_id: int | None = None
    trace: Trace | None = None


class Guide(Protocol):
    """Works out the answer to one event of a conversation."""

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Give all that is to be saved; changes nothing itself."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where turns are kept."""

    inbox: Inbox
    conversations: Conversations
    outbox: Outbox
    timers: Timers


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works here: the worker's name (the same after a restart), its clock, its apology."""

    worker: str
    clock: Clock
    apology: str
    telemetry: Telemetry = field(default_factory=NoTelemetry)


class Respond:
    """Accepts events durably and answers them, conversation by conversation, in order."""

    def __init__(self, ledger: Ledger, guides: Mapping[Role, Guide], desk: Desk) -> None:
        self._ledger = ledger
        self._guides = guides
        self._desk = desk
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def accept(self, event: InboundEvent) -> Accepted:
        """Store an event. When this returns, it will get its outcome, whatever happens next."""
        accepted = await self._ledger.inbox.accept(event)
        self._desk.telemetry.count(Happening.ACCEPTED, "new" if accepted.new else "again")
        logger.info("event %s accepted in %s", accepted.inbox_id, accepted.conversation_id)
        return accepted

    async def knows(self, key: str) -> bool:
        """Say whether an event with this key was accepted: what was not is none of ours."""
        return await self._ledger.inbox.knows(key)

    async def __call__(self, event: InboundEvent) -> Answer:
        """Accept an event and answer it, after those before it in its conversation."""
        accepted = await self.accept(event)
        answers = await self.work(accepted.conversation_id)
        return answers.get(accepted.inbox_id) or await self._known(accepted.inbox_id)

    async def recover(self) -> int:
        """Answer what an earlier process acknowledged and did not answer; gives how many."""
        left = {p.conversation_id for p in await self._ledger.inbox.pending()}
        return sum([len(await self.work(conversation_id)) for conversation_id in sorted(left)])

    async def ring(self) -> int:
        """Answer the timers whose date has come; gives how many."""
        due = await self._ledger.timers.due(self._desk.clock.now())
        return len([await self(timer) for timer in due])

    async def work(self, conversation_id: str) -> dict[int, Answer]:
        """Answer all that is pending in one conversation; by inbox id."""
        async with self._turns[conversation_id]:
            lease = await self._ledger.conversations.lease(
                conversation_id, self._desk.worker, LEASE_SECONDS
            )
            if lease is None:
                return {}
            try:
                return await self._work_off(lease)
            finally:
                await self._ledger.conversations.release(lease)

    async def _work_off(self, lease: Lease) -> dict[int, Answer]:
        answers: dict[int, Answer] = {}
        waiting = await self._ledger.inbox.pending(lease.conversation_id)
        for n, pending in enumerate(waiting):
            if pending.inbox_id not in answers:
                answers |= await self._one(_with_others(pending, waiting[n + 1 :]), lease)
        return answers

    async def _one(self, pending: Pending, lease: Lease) -> dict[int, Answer]:
        """Answer an event, and with it those that came within seconds, if one reply will do."""
        event_id, where = pending.inbox_id, lease.conversation_id
        with self._desk.telemetry.step(Step.TURN, event_id=event_id, conversation=where):
            conversation = await self._ledger.conversations.load(where)
            worked = await self._worked(pending, conversation)
            commit = worked.commit
            outgoing = await self._ledger.conversations.commit(commit, lease)
            self._report(commit, outgoing)
        answers = {merged: Answer(Outcome.MERGED, None) for merged in commit.merges}
        answer = Answer(commit.outcome, commit.reply, outgoing, worked.trace)
        return answers | {commit.inbox_id: answer}

    def _report(self, commit: TurnCommit, outgoing: int | None) -> None:
        count = self._desk.telemetry.count
        count(Happening.OUTCOME, "failed" if commit.reason == FAILED else commit.outcome)
        count(Happening.OUTCOME, Outcome.MERGED, len(commit.merges))
        for line in commit.audit:
            count(Happening.ON_RECORD, line.kind)
        logger.info("%s, reply %s, merged %s", commit.outcome, outgoing, list(commit.merges))

    async def _worked(self, pending: Pending, conversation: Conversation) -> Worked:
        guide = self._guides[acting_role(pending.event.speaker, pending.event.room)]
        try:
            worked = await guide(pending, conversation)
        except Exception:
            # An event that cannot be answered must not block those behind it, nor show why.
            logger.exception("event %s could not be answered", pending.inbox_id)
            worked = self._sorry(pending, conversation)
        return _marked(worked, pending.event)

    def _sorry(self, pending: Pending, conversation: Conversation) -> Worked:
        move = Move(MoveKind.CANNOT_HANDLE, reason=FAILED)
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=pending.event.room,
            outcome=Outcome.REPLIED,
            at=self._desk.clock.now(),
            reply=Reply(self._desk.apology, move.kind),
            reason=move.reason,
        )
        return Worked(commit, Trace(Heard(), move, conversation))

    async def _known(self, inbox_id: int) -> Answer:
        """Give the answer that a redelivered event got the first time."""
        outcome = await self._ledger.inbox.outcome(inbox_id)
        outgoing = await self._ledger.outbox.for_event(inbox_id)
        if outgoing is None:
            return Answer(outcome or Outcome.SILENT, None)
        return Answer(outcome or Outcome.REPLIED, outgoing.reply, outgoing.id)


def _marked(worked: Worked, event: InboundEvent) -> Worked:
    """Say of a reply that went elsewhere than where it was asked for that it did."""
    reply = worked.commit.reply
    if reply is None or not (isinstance(event, Message) and event.asked_in):
        return worked
    return replace(worked, commit=replace(worked.commit, reply=replace(reply, private=True)))


def _with_others(first: Pending, later: Sequence[Pending]) -> Pending:
    """Give an event with those behind it that one reply may answer, too."""
    with_it = arrived_with(first.event, [pending.event for pending in later])
    along = (pending for pending, came in zip(later, with_it, strict=True) if came)
    return replace(first, along=tuple(along))
