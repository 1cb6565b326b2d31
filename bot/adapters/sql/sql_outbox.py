"""The outbox in SQL: replies on their way out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from bot.adapters.sql.codec import decode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import not_posted, outbox, turns
from bot.adapters.sql.turn_record import hold
from bot.domain.audience import Room
from bot.domain.reply import Reply
from bot.ports.turns import Lease, Outgoing, PostState

OUTGOING = select(outbox, turns.c.reply).join(turns, turns.c.inbox_id == outbox.c.inbox_id)
_BY_ID = OUTGOING.where(outbox.c.id == bindparam("wanted"))
_OF_EVENT = OUTGOING.where(outbox.c.inbox_id == bindparam("wanted"))
_WAITING = OUTGOING.where(not_posted).order_by(outbox.c.id)
# By its channel, too, although that follows: it is what the index begins with.
_WAITING_IN_ONE = _WAITING.where(
    turns.c.conversation_id == bindparam("conversation"),
    outbox.c.channel == bindparam("wanted"),
)
_POSTED = (
    OUTGOING.where(
        turns.c.conversation_id == bindparam("wanted"),
        outbox.c.state == PostState.POSTED.value,
    )
    .order_by(outbox.c.id.desc())
    .limit(100)
)
_NOT_POSTED = update(outbox).where(outbox.c.id == bindparam("outgoing"), not_posted)
_BEGUN = _NOT_POSTED.values(state=PostState.POSTING.value, attempts=outbox.c.attempts + 1)
_PUT_OFF = _NOT_POSTED.values(due_at=bindparam("moment"))
_DONE = _NOT_POSTED.values(
    state=PostState.POSTED.value, receipt=bindparam("proof"), posted_at=bindparam("moment")
)


class SqlOutbox:
    """Replies on their way out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, conversation_id: str | None = None) -> Sequence[Outgoing]:
        """Give what is not posted yet, oldest first, of one conversation or of all."""
        query, wanted = _WAITING, {}
        if conversation_id is not None:
            channel = conversation_id.partition(":")[0]
            query, wanted = _WAITING_IN_ONE, {"conversation": conversation_id, "wanted": channel}
        return await self._all(query, wanted)

    async def get(self, outgoing_id: int) -> Outgoing | None:
        """Give one outgoing reply."""
        return await self._one(_BY_ID, outgoing_id)

    async def for_event(self, inbox_id: int) -> Outgoing | None:
        """Give the reply to an event, if it has one."""
        return await self._one(_OF_EVENT, inbox_id)

    async def posted(self, conversation_id: str) -> Sequence[Outgoing]:
        """Give what was posted last in a conversation, newest first."""
        return await self._all(_POSTED, {"wanted": conversation_id})

    async def mark_posting(self, outgoing_id: int, lease: Lease) -> None:
        """Record that a post begins now; durable, so that after a crash a look-up decides.

        Raises:
            LeaseLostError: another worker took over; nothing may be posted.
        """

        def work(connection: Connection) -> None:
            hold(connection, lease)
            connection.execute(_BEGUN, {"outgoing": outgoing_id})

        await self._database.write(work)

    async def put_off(self, outgoing_id: int, seconds: float) -> None:
        """Record that a post failed; it is tried again after so many seconds."""

        def work(connection: Connection) -> None:
            moment = self._database.moment(connection) + timedelta(seconds=seconds)
            connection.execute(_PUT_OFF, {"outgoing": outgoing_id, "moment": moment})

        await self._database.write(work, durable=False)

    async def mark_posted(self, outgoing_id: int, receipt: str) -> None:
        """Record that it was posted, with the channel's own id of it.

        Not durable at once: were this lost in a power cut, the look-up would find the post again.
        """
        done = {"outgoing": outgoing_id, "proof": receipt, "moment": self._database.now()}
        await self._database.write(lambda c: c.execute(_DONE, done), durable=False)

    async def _one(self, query: Select[*tuple[Any, ...]], wanted: int) -> Outgoing | None:
        def work(connection: Connection) -> Outgoing | None:
            row = connection.execute(query, {"wanted": wanted}).first()
            return None if row is None else outgoing_of(row, self._database.moment(connection))

        return await self._database.read(work)

    async def _all(
        self, query: Select[*tuple[Any, ...]], wanted: Mapping[str, str]
    ) -> Sequence[Outgoing]:
        def work(connection: Connection) -> Sequence[Outgoing]:
            of = partial(outgoing_of, now=self._database.moment(connection))
            return readable_only(connection.execute(query, wanted), of)

        return await self._database.read(work)


def outgoing_of(row: Row[*tuple[Any, ...]], now: datetime) -> Outgoing:
    """Read a row of the outbox with its reply."""
    name = f"outbox {row.id}"
    return Outgoing(
        id=row.id,
        key=row.key,
        inbox_id=row.inbox_id,
        room=decode(Room, row.room, name),
        reply=decode(Reply, row.reply, name),
        state=PostState(row.state),
        at=row.at,
        receipt=row.receipt,
        attempts=row.attempts,
        due=row.due_at is None or row.due_at <= now,
    )
