"""Conversations in SQL: what is remembered, the lease to answer, and the turns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, or_, select
from sqlalchemy.sql.selectable import TypedReturnsRows

from bot.adapters.sql.codec import decode, decode_event
from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import conversations, inbox, outbox, turns
from bot.adapters.sql.turn_record import HELD, OutcomeKnownError, save_turn
from bot.domain.audience import Place
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.reply import Reply
from bot.ports.turns import Lease, Line, Outcome, PostState, TurnCommit

_DOCUMENT = select(conversations.c.document).where(conversations.c.id == bindparam("conversation"))
_FREE = HELD.values(lease_owner=None, lease_until=None)
_UNANSWERED_WORDS = and_(
    inbox.c.type == "message",
    inbox.c.outcome.in_([Outcome.SILENT.value, Outcome.MERGED.value]),
)
_TRANSCRIPT = (
    select(
        inbox.c.id,
        inbox.c.type,
        inbox.c.said_at,
        turns.c.speaker_id,
        turns.c.speaker_name,
        turns.c.text,
        turns.c.reply,
        # Only where no turn tells the words: a file's event may be large.
        case((turns.c.id.is_(None), inbox.c.event)).label("event"),
        conversations.c.place,
    )
    .join(conversations, conversations.c.id == inbox.c.conversation_id)
    .outerjoin(turns, turns.c.inbox_id == inbox.c.id)
    .outerjoin(outbox, outbox.c.inbox_id == inbox.c.id)
    .where(inbox.c.conversation_id == bindparam("conversation"))
    .where(or_(outbox.c.state == PostState.POSTED.value, _UNANSWERED_WORDS))
    .order_by(inbox.c.id)
)


class SqlConversations:
    """What is remembered between turns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lease(self, conversation_id: str, owner: str, seconds: float) -> Lease | None:
        """Take the right to answer, or None while another holds it.

        The owner of a lease that still runs renews it under the same token. Not durable at once: a
        power cut ends all holders, too.
        """

        def work(connection: Connection) -> Lease | None:
            now = self._database.moment(connection)
            until = now + timedelta(seconds=seconds)
            return _take(connection, (conversation_id, owner), now, until)

        return await self._database.write(work, durable=False)

    async def release(self, lease: Lease) -> None:
        """Give the right back; nothing happens if it was lost."""
        held = {
            "conversation": lease.conversation_id,
            "owner": lease.owner,
            "held_token": lease.token,
        }
        await self._database.write(
            lambda connection: connection.execute(_FREE, held).rowcount, durable=False
        )

    async def load(self, conversation_id: str) -> Conversation:
        """Give a conversation; a new, empty one where none is stored.

        Raises:
            UnreadableRowError: what is stored has another shape.
        """

        def work(connection: Connection) -> Conversation:
            stored = connection.scalar(_DOCUMENT, {"conversation": conversation_id})
            if stored is None:
                return Conversation(conversation_id)
            return decode(Conversation, stored, f"conversation {conversation_id}")

        return await self._database.read(work)

    async def commit(self, turn: TurnCommit, lease: Lease) -> int | None:
        """Save a turn in one transaction and give the id of its outgoing reply, if it has one.

        An event that has its outcome keeps it: nothing is saved, and the reply it has is given.

        Raises:
            LeaseLostError: another worker took over; nothing was saved.
            LookupError: no such event was accepted in this conversation.
        """
        try:
            secret = self._database.secret
            work = partial(save_turn, turn=turn, lease=lease, secret=secret)
            outgoing_id = await self._database.write(work)
        except OutcomeKnownError:
            known = partial(_known, inbox_id=turn.inbox_id, conversation_id=lease.conversation_id)
            return await self._database.read(known)
        if turn.unsaid is not None:
            await self._database.empty_log()
        return outgoing_id

    async def transcript(self, conversation_id: str) -> Sequence[Line]:
        """Give what was written and answered, oldest first.

        Messages that got no reply of their own are lines without one. What still waits for its
        outcome, or for its reply to be posted, is left out.
        """
        return await self._database.read(partial(_lines, conversation_id=conversation_id))


@cache
def _lease(dialect: str) -> TypedReturnsRows[int]:
    c = conversations.c
    first = insert_into(dialect, conversations)
    owner, until = first.excluded.lease_owner, first.excluded.lease_until
    renews = and_(c.lease_owner == owner, c.lease_until > bindparam("now"))
    free = or_(c.lease_owner.is_(None), c.lease_owner == owner, c.lease_until <= bindparam("now"))
    token = case((renews, c.token), else_=c.token + 1)
    return first.on_conflict_do_update(
        index_elements=[c.id],
        set_={"lease_owner": owner, "lease_until": until, "token": token},
        where=free,
    ).returning(c.token)


def _take(
    connection: Connection, wanted: tuple[str, str], now: datetime, until: datetime
) -> Lease | None:
    conversation_id, owner = wanted
    channel, _, room_id = conversation_id.partition(":")
    row = {
        "id": conversation_id,
        "channel": channel,
        "room_id": room_id,
        "lease_owner": owner,
        "lease_until": until,
        "token": 1,
        "now": now,
    }
    token = connection.scalar(_lease(connection.dialect.name), row)
    return None if token is None else Lease(conversation_id, owner, token)


def _known(connection: Connection, inbox_id: int, conversation_id: str) -> int | None:
    query = select(outbox.c.id).select_from(inbox).outerjoin(outbox)
    row = connection.execute(
        query.where(inbox.c.id == inbox_id, inbox.c.conversation_id == conversation_id)
    ).first()
    if row is None:
        raise LookupError(f"no event {inbox_id} was accepted in {conversation_id}")
    outgoing_id: int | None = row.id
    return outgoing_id


def _lines(connection: Connection, conversation_id: str) -> Sequence[Line]:
    rows = connection.execute(_TRANSCRIPT, {"conversation": conversation_id})
    return [_line(row) for row in rows]


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    name = f"inbox {row.id}"
    if row.reply is not None:
        reply = decode(Reply, row.reply, name)
        # What went to one person alone is shown where only that person reads.
        shown = None if reply.private and row.place != Place.DM else reply
        return Line(row.said_at, row.speaker_id, row.speaker_name, row.text, shown)
    event = decode_event(row.type, row.event, name)
    words = event.text if isinstance(event, Message) else ""
    return Line(row.said_at, event.speaker.id, event.speaker.name, words, None)
