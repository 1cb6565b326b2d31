"""Writing one turn: every statement here belongs to the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.adapters.sql.audit_chain import add_lines
from bot.adapters.sql.codec import decode_event, encode, encode_event
from bot.adapters.sql.gap_record import save_gap
from bot.adapters.sql.hand_over_record import put_link, save_hand_over
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import conversations, inbox, outbox, timers, turns
from bot.adapters.sql.sql_inbox import conversation_id_of
from bot.adapters.sql.sql_refusals import refuse_model
from bot.adapters.sql.sql_shown import note_shown, shown_line, stories_in
from bot.adapters.sql.story_post_record import note_posted
from bot.adapters.sql.unsaid_record import take_back
from bot.domain.audience import Room
from bot.domain.conversation import Conversation
from bot.domain.errors import LeaseLostError
from bot.domain.events import InboundEvent, Message, Timer
from bot.domain.heard import Heard
from bot.domain.reply import Reply
from bot.ports.turns import Lease, Outcome, PostState, TurnCommit

# The conversation as long as the lease on it holds; what is named beside is set by the caller.
HELD = update(conversations).where(
    conversations.c.id == bindparam("conversation"),
    conversations.c.lease_owner == bindparam("owner"),
    conversations.c.token == bindparam("held_token"),
)
_SETTLE = (
    update(inbox)
    .where(
        inbox.c.id == bindparam("inbox"),
        inbox.c.conversation_id == bindparam("conversation"),
        inbox.c.outcome.is_(None),
    )
    .returning(inbox.c.type, inbox.c.event)
)
_EARLIER = turns.alias("earlier")
_NEXT_N = select(func.coalesce(func.max(_EARLIER.c.n), -1) + 1).where(
    _EARLIER.c.conversation_id == bindparam("conversation")
)
_RECORD = insert(turns).values(n=_NEXT_N.scalar_subquery())
_SEND = insert(outbox).returning(outbox.c.id)


class OutcomeKnownError(Exception):
    """The event has its outcome already; the transaction is to be undone."""


def save_turn(connection: Connection, turn: TurnCommit, lease: Lease, secret: bytes) -> int | None:
    """Write all that a turn changes and give the id of its outgoing reply, if it has one.

    Raises:
        LeaseLostError: the lease is another's by now.
        OutcomeKnownError: the event has its outcome, or is none of this conversation's.
    """
    _save_conversation(connection, turn, lease)
    for inbox_id in turn.merges:
        _settle(connection, lease, _Settled(inbox_id, Outcome.MERGED, merged_into=turn.inbox_id))
    event = _settle(connection, lease, _Settled(turn.inbox_id, turn.outcome, turn.reason))
    outgoing_id, shown = None, ""
    if turn.reply is not None:
        _record(connection, turn, turn.reply, event)
        outgoing_id = _send(connection, turn, event)
        told = stories_in(connection, turn.reply)
        shown = note_shown(connection, told, turn.room, turn.at)
        note_posted(connection, told, outgoing_id)
    _set_timers(connection, turn.timers)
    save_gap(connection, turn, lease.conversation_id)
    if turn.hand_over is not None:
        save_hand_over(connection, turn.hand_over, turn.room)
    if turn.link is not None:
        put_link(connection, turn.link)
    if turn.refuses_model:
        refuse_model(connection, turn.refuses_model, turn.at, event.speaker.id)
    if turn.unsaid is not None:
        take_back(connection, lease.conversation_id, turn.unsaid)
    in_view = shown_line(shown, turn.room, event.speaker.id)
    add_lines(connection, secret, turn.at, [*turn.audit, *in_view])
    return outgoing_id


def hold(connection: Connection, lease: Lease, **changes: object) -> None:
    """Change a conversation, and keep hold of it until the transaction ends.

    The lease is checked by the same statement that changes, so nobody can come between.

    Raises:
        LeaseLostError: the lease is another's by now.
    """
    values = {
        "conversation": lease.conversation_id,
        "owner": lease.owner,
        "held_token": lease.token,
        # Something has to be set even where nothing changes.
        "token": lease.token,
        **changes,
    }
    if connection.execute(HELD, values).rowcount == 0:
        raise LeaseLostError(
            "Another worker has taken over this conversation; nothing of this turn was saved."
        )


def _save_conversation(connection: Connection, turn: TurnCommit, lease: Lease) -> None:
    changes: dict[str, object] = {"place": turn.room.place, "account": turn.room.account}
    if turn.conversation is not None:
        changes["document"] = encode(Conversation, turn.conversation)
    hold(connection, lease, **changes)


@dataclass(frozen=True, slots=True)
class _Settled:
    """The one outcome of an event."""

    inbox_id: int
    outcome: Outcome
    reason: str = ""
    merged_into: int | None = None


def _settle(connection: Connection, lease: Lease, settled: _Settled) -> InboundEvent:
    """Give an event its one outcome."""
    values = {
        "inbox": settled.inbox_id,
        "conversation": lease.conversation_id,
        "outcome": settled.outcome.value,
        "reason": settled.reason,
        "merged_into": settled.merged_into,
    }
    row = connection.execute(_SETTLE, values).first()
    if row is None:
        raise OutcomeKnownError
    return decode_event(row.type, row.event, f"inbox {settled.inbox_id}")


def _record(connection: Connection, turn: TurnCommit, reply: Reply, event: InboundEvent) -> None:
    conversation_id = conversation_id_of(event.room)
    row = {
        "conversation": conversation_id,
        "conversation_id": conversation_id,
        "inbox_id": turn.inbox_id,
        "at": turn.at,
        "speaker_id": event.speaker.id,
        "speaker_name": event.speaker.name,
        "text": event.text if isinstance(event, Message) else "",
        "move": reply.move.value,
        "heard": encode(Heard, turn.heard),
        "reply": encode(Reply, reply),
        "versions": encode(dict[str, str], dict(turn.versions)),
    }
    connection.execute(_RECORD, row)


def _send(connection: Connection, turn: TurnCommit, event: InboundEvent) -> int:
    row = {
        "inbox_id": turn.inbox_id,
        # Made from the event's own key: the same at every try, even in a restored database.
        "key": str(uuid5(NAMESPACE_URL, f"groundwork:reply:{event.key}")),
        "channel": turn.room.channel,
        "room": encode(Room, turn.room),
        "state": PostState.READY.value,
        "at": turn.at,
    }
    outgoing_id: int = connection.execute(_SEND, row).scalar_one()
    return outgoing_id


def _set_timers(connection: Connection, agreed: Sequence[Timer]) -> None:
    """A date that is agreed again under the same key is moved."""
    if not agreed:
        return
    rows = [
        {
            "key": timer.key,
            "conversation_id": conversation_id_of(timer.room),
            "at": timer.at,
            "event": encode_event(timer),
        }
        for timer in agreed
    ]
    new = insert_into(connection.dialect.name, timers)
    moved = new.on_conflict_do_update(
        index_elements=[timers.c.key],
        set_={"at": new.excluded.at, "event": new.excluded.event},
    )
    connection.execute(moved, rows)
