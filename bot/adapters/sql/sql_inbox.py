"""The inbox in SQL: an event that is stored here will get exactly one outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, Executable, Row, and_, bindparam, or_, select, update
from sqlalchemy.sql.selectable import TypedReturnsRows

from bot.adapters.sql.codec import decode_event, encode_event, readable_only, tag_of
from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import conversations, inbox, timers
from bot.domain.audience import Room
from bot.domain.events import InboundEvent, Timer
from bot.domain.together import WITHIN
from bot.ports.turns import Accepted, Outcome, Pending

_PENDING = (
    select(inbox.c.id, inbox.c.conversation_id, inbox.c.type, inbox.c.event, inbox.c.due_at)
    .where(inbox.c.outcome.is_(None))
    .order_by(inbox.c.id)
)
_FIRST_HELD = (
    select(inbox.c.received_at)
    .where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.outcome.is_(None))
    .where(inbox.c.due_at > bindparam("now"))
    .order_by(inbox.c.id)
    .limit(1)
)
_ONE_BURST = timedelta(seconds=0.5)
_PENDING_OF_ONE = _PENDING.where(inbox.c.conversation_id == bindparam("conversation"))


@cache
def _new_conversation(dialect: str) -> Executable:
    return insert_into(dialect, conversations).on_conflict_do_nothing(
        index_elements=[conversations.c.id]
    )


@cache
def _new_event(dialect: str) -> TypedReturnsRows[int]:
    once = insert_into(dialect, inbox).on_conflict_do_nothing(index_elements=[inbox.c.key])
    return once.returning(inbox.c.id)


class SqlInbox:
    """Events that were acknowledged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accept(self, event: InboundEvent, hold: float = 0, gather: float = 0) -> Accepted:
        """Store an event durably, once for each key. The conversation is that of its room.

        It is not answered before `hold` seconds have passed, nor is what comes after it there.
        With `gather`, it and those that are held back before it there wait so many seconds for
        more, the first no longer than a burst may last.
        """

        def work(connection: Connection) -> Accepted:
            waits = _Waits(self._database.moment(connection), hold, gather)
            return _accept(connection, event, waits)

        return await self._database.write(work)

    async def knows(self, key: str) -> bool:
        """Say whether an event with this key was accepted."""
        query = select(inbox.c.id).where(inbox.c.key == key)
        return await self._database.read(lambda connection: connection.scalar(query)) is not None

    async def pending(self, conversation_id: str | None = None) -> Sequence[Pending]:
        """Give the events without an outcome, oldest first, of one conversation or of all.

        Of one conversation: up to the first that is still to be held back.
        """
        if conversation_id is None:
            return await self._database.read(lambda c: pending_of(c.execute(_PENDING)))
        return await self._database.read(
            lambda c: _ready(c, conversation_id, self._database.moment(c))
        )

    async def outcome(self, inbox_id: int) -> Outcome | None:
        """Give the outcome of an event, None while it has none."""
        query = select(inbox.c.outcome).where(inbox.c.id == inbox_id)
        outcome = await self._database.read(lambda connection: connection.scalar(query))
        return None if outcome is None else Outcome(outcome)


def conversation_id_of(room: Room) -> str:
    """Give the id of a room's conversation."""
    return f"{room.channel}:{room.id}"


@dataclass(frozen=True, slots=True)
class _Waits:
    """When an event came in, and how many seconds it waits: by the limits, and for more."""

    now: datetime
    hold: float
    gather: float


def _accept(connection: Connection, event: InboundEvent, waits: _Waits) -> Accepted:
    conversation_id, now = conversation_id_of(event.room), waits.now
    _open_conversation(connection, conversation_id, event.room)
    row = {
        "key": event.key,
        "conversation_id": conversation_id,
        "type": tag_of(event),
        "event": encode_event(event),
        "said_at": event.at,
        "received_at": now,
        "due_at": now + timedelta(seconds=waits.hold) if waits.hold else None,
    }
    inbox_id = connection.scalar(_new_event(connection.dialect.name), row)
    if inbox_id is None:
        return _accepted_before(connection, event.key)
    if waits.gather:
        _gather(connection, conversation_id, inbox_id, waits)
    if isinstance(event, Timer):
        fired = update(timers).where(timers.c.key == event.key).values(fired_at=now)
        connection.execute(fired)
    return Accepted(inbox_id, conversation_id, new=True)


def _open_conversation(connection: Connection, conversation_id: str, room: Room) -> None:
    row = {
        "id": conversation_id,
        "channel": room.channel,
        "room_id": room.id,
        "place": room.place,
        "account": room.account,
        "token": 0,
    }
    connection.execute(_new_conversation(connection.dialect.name), row)


def _accepted_before(connection: Connection, key: str) -> Accepted:
    known = select(inbox.c.id, inbox.c.conversation_id).where(inbox.c.key == key)
    inbox_id, conversation_id = connection.execute(known).one()
    return Accepted(inbox_id, conversation_id, new=False)


def _gather(connection: Connection, conversation_id: str, inbox_id: int, waits: _Waits) -> None:
    """Let an event, and what is held back before it, wait for more until one moment."""
    first = connection.scalar(_FIRST_HELD, {"conversation": conversation_id, "now": waits.now})
    longest = (first or waits.now) + WITHIN
    until = min(waits.now + timedelta(seconds=waits.gather), longest)
    held = and_(inbox.c.conversation_id == conversation_id, inbox.c.outcome.is_(None))
    sooner = and_(inbox.c.due_at > waits.now, inbox.c.due_at < until)
    new = and_(inbox.c.id == inbox_id, or_(inbox.c.due_at.is_(None), sooner))
    connection.execute(update(inbox).where(held, or_(sooner, new)).values(due_at=until))


def _ready(connection: Connection, conversation_id: str, now: datetime) -> Sequence[Pending]:
    """Those that came with the first are ready with it, even if another process took them in."""
    rows = connection.execute(_PENDING_OF_ONE, {"conversation": conversation_id}).all()
    if rows and not _due(rows[0], now):
        return []
    return pending_of(takewhile(lambda row: _due(row, now + _ONE_BURST), rows))


def _due(row: Row[*tuple[Any, ...]], moment: datetime) -> bool:
    return row.due_at is None or row.due_at <= moment


def pending_of(rows: Iterable[Row[*tuple[Any, ...]]]) -> Sequence[Pending]:
    """Read rows with the id, conversation, type and event of what waits."""
    return readable_only(
        rows,
        lambda row: Pending(
            row.id, row.conversation_id, decode_event(row.type, row.event, f"inbox {row.id}")
        ),
    )
