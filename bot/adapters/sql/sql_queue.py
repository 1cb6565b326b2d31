"""The queue in SQL: which conversations wait, and who has taken them on."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import conversations, inbox, not_posted, outbox
from bot.adapters.sql.sql_inbox import pending_of
from bot.ports.queue import Claim
from bot.ports.turns import Lease, Outcome, Pending

_WAITS = inbox.c.outcome.is_(None)
_TOLD_AT_ONCE = 50
_AWAITED_AT_ONCE = 500


class SqlQueue:
    """Conversations in which something is to be answered or posted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, claim: Claim) -> Sequence[Lease]:
        """Take leases on conversations that wait, in turns between accounts, oldest first.

        Not durable at once: a power cut ends all holders, too.
        """

        def work(connection: Connection) -> Sequence[Lease]:
            now = self._database.moment(connection)
            found = list(connection.scalars(_next(claim, now)))
            if not found:
                return []
            taken = update(conversations).where(conversations.c.id.in_(found))
            rows = connection.execute(
                taken.values(
                    lease_owner=claim.worker,
                    lease_until=now + timedelta(seconds=claim.seconds),
                    token=conversations.c.token + 1,
                ).returning(conversations.c.id, conversations.c.token)
            )
            return [Lease(row.id, claim.worker, row.token) for row in rows]

        return await self._database.write(work, durable=False)

    async def renew(self, leases: Sequence[Lease], seconds: float) -> Sequence[Lease]:
        """Prolong leases, and give those that still hold; the others were lost."""
        c = conversations.c
        held = [(lease.conversation_id, lease.owner, lease.token) for lease in leases]

        def work(connection: Connection) -> Sequence[Lease]:
            until = self._database.moment(connection) + timedelta(seconds=seconds)
            prolonged = update(conversations).where(tuple_(c.id, c.lease_owner, c.token).in_(held))
            rows = connection.execute(
                prolonged.values(lease_until=until).returning(c.id, c.lease_owner, c.token)
            )
            return [Lease(row.id, row.lease_owner, row.token) for row in rows]

        return await self._database.write(work, durable=False)

    async def take_over(self, worker: str) -> None:
        """Free what an earlier process of this name held."""
        held = update(conversations).where(conversations.c.lease_owner == worker)
        free = held.values(lease_owner=None, lease_until=None)
        await self._database.write(lambda connection: connection.execute(free).rowcount)

    async def outcomes(self, inbox_ids: Collection[int]) -> dict[int, Outcome]:
        """Give the outcomes of those events that have one and whose reply, if any, is posted."""
        some = sorted(inbox_ids)[:_AWAITED_AT_ONCE]
        query = (
            select(inbox.c.id, inbox.c.outcome)
            .outerjoin(outbox, outbox.c.inbox_id == inbox.c.id)
            .where(inbox.c.id.in_(some), ~_WAITS)
            .where(or_(outbox.c.id.is_(None), ~not_posted))
        )
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {row.id: Outcome(row.outcome) for row in rows}

    async def untold(self, seconds: float) -> Sequence[Pending]:
        """Give events that have waited so long and whose authors were not told so, once each."""
        return await self._database.write(
            lambda c: _untold(c, self._database.moment(c), seconds), durable=False
        )


def _next(claim: Claim, now: datetime) -> Select[tuple[str]]:
    """Give the statement that finds, and on a server locks, the conversations to take on.

    Each account's conversations are numbered from how many of it are held already: so whoever
    has fewest under way comes next, and many that wait gain an account nothing.
    """
    c = conversations.c
    waiting = _waiting(claim, now)
    free = _free(now, claim.seconds)
    account = case((c.account != "", c.account), else_=c.id)
    held = (
        select(account.label("account"), func.count().label("n"))
        .where(c.lease_owner.is_not(None), c.lease_until > now)
        .group_by(account)
        .subquery("held")
    )
    nth = func.row_number().over(partition_by=account, order_by=waiting.c.first)
    ranked = (
        select(c.id, waiting.c.first, (nth + func.coalesce(held.c.n, 0)).label("rank"))
        .join(waiting, waiting.c.conversation == c.id)
        .outerjoin(held, held.c.account == account)
        .where(free, c.channel.in_(sorted(claim.channels)))
        .subquery("ranked")
    )
    return (
        select(c.id)
        .join(ranked, ranked.c.id == c.id)
        .where(free)
        .order_by(ranked.c.rank, ranked.c.first)
        .limit(claim.most)
        .with_for_update(of=conversations, skip_locked=True)
    )


def _free(now: datetime, seconds: float) -> ColumnElement[bool]:
    """A lease that runs longer than any is given for stems from a clock that was put back."""
    c = conversations.c
    beyond = now + timedelta(seconds=2 * seconds)
    return or_(c.lease_owner.is_(None), c.lease_until <= now, c.lease_until > beyond)


def _waiting(claim: Claim, now: datetime) -> Subquery:
    """Give the conversations with something to answer or to post, and the first such event."""
    first = (
        select(inbox.c.conversation_id, func.min(inbox.c.id).label("id"))
        .where(_WAITS)
        .group_by(inbox.c.conversation_id)
        .subquery("first")
    )
    unanswered = select(first.c.conversation_id.label("conversation"), first.c.id).join(
        inbox,
        and_(inbox.c.id == first.c.id, or_(inbox.c.due_at.is_(None), inbox.c.due_at <= now)),
    )
    due = or_(outbox.c.due_at.is_(None), outbox.c.due_at <= now)
    unposted = (
        select(inbox.c.conversation_id, inbox.c.id)
        .join(outbox, outbox.c.inbox_id == inbox.c.id)
        .where(not_posted, outbox.c.channel.in_(sorted(claim.channels)))
        .where(*(() if claim.eager else (due,)))
    )
    every = union_all(unanswered, unposted).subquery("every")
    return (
        select(every.c.conversation, func.min(every.c.id).label("first"))
        .group_by(every.c.conversation)
        .subquery("waiting")
    )


def _untold(connection: Connection, now: datetime, seconds: float) -> Sequence[Pending]:
    """Mark all that waited so long, and give the first of each person in each conversation."""
    late = (
        select(inbox.c.id, inbox.c.conversation_id, inbox.c.type, inbox.c.event)
        .where(_WAITS, inbox.c.told_at.is_(None), inbox.c.type == "message")
        .where(inbox.c.received_at <= now - timedelta(seconds=seconds))
        .order_by(inbox.c.id)
        .limit(_TOLD_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = pending_of(connection.execute(late))
    if not found:
        return []
    told = _told(connection, {pending.conversation_id for pending in found})
    ids = [pending.inbox_id for pending in found]
    connection.execute(update(inbox).where(inbox.c.id.in_(ids)).values(told_at=now))
    firsts: dict[tuple[str, str], Pending] = {}
    for pending in found:
        firsts.setdefault((pending.conversation_id, pending.event.speaker.id), pending)
    return [pending for whom, pending in firsts.items() if whom not in told]


def _told(connection: Connection, conversation_ids: Collection[str]) -> set[tuple[str, str]]:
    """Give who was told already and waits still."""
    query = select(inbox.c.id, inbox.c.conversation_id, inbox.c.type, inbox.c.event).where(
        _WAITS, inbox.c.told_at.is_not(None), inbox.c.conversation_id.in_(conversation_ids)
    )
    return {
        (pending.conversation_id, pending.event.speaker.id)
        for pending in pending_of(connection.execute(query))
    }
