"""Writing wishes for a person and links of accounts, within the transaction of a turn."""

from functools import cache

from sqlalchemy import Connection, Executable, bindparam

from bot.adapters.sql.codec import encode
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import hand_overs, links
from bot.adapters.sql.sql_inbox import conversation_id_of
from bot.domain.audience import Room
from bot.domain.hand_over import HandOver
from bot.ports.hand_overs import Link


@cache
def _saving(dialect: str) -> Executable:
    new = insert_into(dialect, hand_overs)
    return new.on_conflict_do_update(
        index_elements=[hand_overs.c.id],
        set_={"record": new.excluded.record, "state": new.excluded.state},
    )


@cache
def _linking(dialect: str) -> Executable:
    new = insert_into(dialect, links).values(
        account=bindparam("account"), room=bindparam("room"), people=bindparam("people")
    )
    return new.on_conflict_do_update(
        index_elements=[links.c.account],
        set_={"room": new.excluded.room, "people": new.excluded.people},
    )


def save_hand_over(connection: Connection, hand_over: HandOver, room: Room) -> None:
    """Write a wish as it stands now; `room` is the one that it was made in."""
    row = {
        "id": hand_over.id,
        "at": hand_over.at,
        "account": room.account,
        "conversation_id": conversation_id_of(room),
        "room": encode(Room, room),
        "record": encode(HandOver, hand_over),
        "story": hand_over.story,
        "state": hand_over.state.value,
    }
    connection.execute(_saving(connection.dialect.name), row)


def put_link(connection: Connection, link: Link) -> None:
    """Write where an account's wishes go."""
    row = {
        "account": link.account,
        "room": None if link.room is None else encode(Room, link.room),
        "people": encode(tuple[str, ...], link.people),
    }
    connection.execute(_linking(connection.dialect.name), row)
