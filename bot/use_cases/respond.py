"""The one door: every event from any channel enters here and leaves with exactly one outcome."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.domain.audience import Role, acting_role
from bot.domain.conversation import Conversation
from bot.domain.events import InboundEvent, Message
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Reply
from bot.domain.together import arrived_with, may_go_on
from bot.ports.queue import Claim, Limits, Queue
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
    Poster,
    Timers,
    TurnCommit,
)
from bot.use_cases.deliver import Deliver, Holding

logger = logging.getLogger(__name__)

FAILED = "error"  # the reason of an apology
LEASE_SECONDS = 60.0  # of one who answers in one conversation and no other
_AT_A_TIME = 10  # messages of a conversation, before others have their turn
_AGAIN = 0.1  # seconds until a conversation that another holds is looked at again


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
    queue: Queue


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works here: the worker's name, its clock, its apology, what it can post to, limits."""

    worker: str
    clock: Clock
    apology: str
    posters: Mapping[str, Poster] = field(default_factory=dict)
    limits: Limits | None = None
    gather: float = 0  # seconds that a message waits for more where several people read
    telemetry: Telemetry = field(default_factory=NoTelemetry)


class Hands(Protocol):
    """Who works off what was accepted, while a process serves."""

    async def see_to(self, accepted: Accepted) -> Answer:
        """Wait until an event has its outcome and its reply is posted."""
        ...

    def wake(self) -> None:
        """Say that there is something to do."""
        ...


class Respond:
    """Accepts events durably and answers them, conversation by conversation, in order."""

    def __init__(self, ledger: Ledger, guides: Mapping[Role, Guide], desk: Desk) -> None:
        self._ledger = ledger
        self._guides = guides
        self._desk = desk
        self._deliver = Deliver(ledger.outbox, desk.posters, desk.telemetry)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._hands: Hands | None = None

    def leave_to(self, hands: Hands | None) -> None:
        """Have others work off what is accepted from now on; None: whoever asks does it."""
        self._hands = hands

    async def accept(self, event: InboundEvent) -> Accepted:
        """Store an event. When this returns, it will get its outcome, whatever happens next."""
        accepted = await self._ledger.inbox.accept(event, *await self._pauses(event))
        self._desk.telemetry.count(Happening.ACCEPTED, "new" if accepted.new else "again")
        logger.info("event %s accepted in %s", accepted.inbox_id, accepted.conversation_id)
        if self._hands is not None:
            self._hands.wake()
        return accepted

    async def _pauses(self, event: InboundEvent) -> tuple[float, float]:
        """Give the seconds that an event is held back for a limit, and for a burst to end.

        Only while others work: whoever works alone waits for the answer, and nobody else does.
        """
        if self._hands is None:
            return 0, 0
        hold = await self._desk.limits.hold(event) if self._desk.limits else 0
        return hold, self._desk.gather if may_go_on(event) else 0

    async def knows(self, key: str) -> bool:
        """Say whether an event with this key was accepted: what was not is none of ours."""
        return await self._ledger.inbox.knows(key)

    async def __call__(self, event: InboundEvent) -> Answer:
        """Accept an event and answer it, after those before it in its conversation."""
        return await self.see_to(await self.accept(event))

    async def see_to(self, accepted: Accepted) -> Answer:
        """Give the answer to an event that was accepted, once it is there and posted."""
        if self._hands is not None:
            return await self._hands.see_to(accepted)
        answers = await self.work(accepted.conversation_id)
        while accepted.inbox_id not in answers:
            if await self._ledger.inbox.outcome(accepted.inbox_id) is not None:
                return await self.known(accepted.inbox_id)
            await asyncio.sleep(_AGAIN)
            answers = await self.work(accepted.conversation_id)
        return answers[accepted.inbox_id]

    async def recover(self, channels: Iterable[str] | None = None) -> int:
        """Answer and post what an earlier process left; gives how many were answered."""
        claim = Claim(
            worker=self._desk.worker,
            channels=frozenset(self._desk.posters if channels is None else channels),
            most=_AT_A_TIME,
            seconds=LEASE_SECONDS,
            eager=True,
        )
        seen: set[str] = set()
        answered = 0
        while leases := await self._ledger.queue.claim(claim):
            held = [_holding(lease) for lease in leases]
            for holding in held:
                answered += len(await self._worked_off(holding, eager=True))
            if seen.issuperset(lease.conversation_id for lease in leases):
                return answered
            seen.update(lease.conversation_id for lease in leases)
        return answered

    async def ring(self) -> int:
        """Answer the timers whose date has come; gives how many."""
        due = await self._ledger.timers.due(self._desk.clock.now())
        accepted = [await self.accept(timer) for timer in due]
        if self._hands is None:
            for one in accepted:
                await self.see_to(one)
        return len(due)

    async def work(self, conversation_id: str) -> dict[int, Answer]:
        """Answer all that is pending in one conversation; by inbox id."""
        async with self._turns[conversation_id]:
            lease = await self._ledger.conversations.lease(
                conversation_id, self._desk.worker, LEASE_SECONDS
            )
            return {} if lease is None else await self._worked_off(_holding(lease))

    async def _worked_off(self, holding: Holding, *, eager: bool = False) -> dict[int, Answer]:
        answers: dict[int, Answer] = {}
        try:
            while some := await self.work_off(holding, eager=eager and not answers):
                answers |= some
        finally:
            await self._ledger.conversations.release(holding.lease)
        return answers

    async def work_off(self, holding: Holding, *, eager: bool = False) -> dict[int, Answer]:
        """Post what waits in a conversation, then answer and post what is pending, some of it.

        Raises:
            LeaseLostError: another worker took over.
        """
        answers: dict[int, Answer] = {}
        if not await self._deliver(holding, eager=eager):
            return answers
        waiting = await self._ledger.inbox.pending(holding.lease.conversation_id)
        for n, pending in enumerate(waiting[:_AT_A_TIME]):
            if pending.inbox_id not in answers:
                answers |= await self._one(_with_others(pending, waiting[n + 1 :]), holding)
                if not await self._deliver(holding):
                    break
        return answers

    async def known(self, inbox_id: int) -> Answer:
        """Give the answer that an event got, here or elsewhere."""
        outcome = await self._ledger.inbox.outcome(inbox_id)
        outgoing = await self._ledger.outbox.for_event(inbox_id)
        if outgoing is None:
            return Answer(outcome or Outcome.SILENT, None)
        return Answer(outcome or Outcome.REPLIED, outgoing.reply, outgoing.id)

    async def _one(self, pending: Pending, holding: Holding) -> dict[int, Answer]:
        """Answer an event, and with it those that came within seconds, if one reply will do."""
        lease = holding.lease
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


def _holding(lease: Lease) -> Holding:
    return Holding.since(lease, time.monotonic(), LEASE_SECONDS)


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
