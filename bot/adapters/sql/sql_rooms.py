"""The rooms of accounts, in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from bot.adapters.sql.codec import decode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import conversations, inbox, outbox, turns
from bot.domain.audience import Place, Room
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.open_rooms import KeptRoom

# The ids of events grow with time, so the largest tells where something was last written.
_LAST = (
    select(func.max(inbox.c.id))
    .where(inbox.c.conversation_id == conversations.c.id)
    .scalar_subquery()
)
# What was written last tells where in the room an answer belongs; a button may be in a modal.
_LAST_SAID = (
    select(inbox.c.event)
    .where(inbox.c.conversation_id == conversations.c.id, inbox.c.type == "message")
    .order_by(inbox.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("said")
)
_OF_ACCOUNTS = (
    select(conversations, _LAST_SAID)
    .where(conversations.c.account != "")
    .order_by(_LAST.desc().nulls_last())
)
_OF_ONE = _OF_ACCOUNTS.where(conversations.c.account == bindparam("wanted"))
_PRIVATE = (
    select(outbox.c.room)
    .join(turns, turns.c.inbox_id == outbox.c.inbox_id)
    .join(conversations, conversations.c.id == turns.c.conversation_id)
    .where(turns.c.speaker_id == bindparam("person"), outbox.c.channel == bindparam("wanted"))
    .where(conversations.c.place == bindparam("dm"))
    .order_by(turns.c.id.desc())
    .limit(1)
)
_ROOMS = _OF_ACCOUNTS.with_only_columns(
    conversations.c.channel,
    conversations.c.room_id,
    conversations.c.place,
    conversations.c.account,
    _LAST_SAID,
)


class SqlRooms:
    """Rooms that belong to an account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self) -> Sequence[Room]:
        """Give all rooms that belong to an account; those last written in come first."""
        rows = await self._database.read(lambda connection: connection.execute(_ROOMS).all())
        return readable_only(rows, _room)

    async def kept(self, account: str) -> Sequence[KeptRoom]:
        """Give an account's rooms with what is remembered, those last written in first."""

        def work(connection: Connection) -> list[KeptRoom]:
            rows = connection.execute(_OF_ONE, {"wanted": account})
            return readable_only(rows, _kept)

        return await self._database.read(work)

    async def private_of(self, person_id: str, channel: str) -> Room | None:
        """Give the direct message that a person wrote in last; None where they never did."""
        wanted = {"person": person_id, "wanted": channel, "dm": Place.DM.value}
        stored = await self._database.read(lambda c: c.scalar(_PRIVATE, wanted))
        return None if stored is None else decode(Room, stored, "the room of a reply")


def _room(row: Row[*tuple[Any, ...]]) -> Room:
    place = Place(row.place) if row.place in set(Place) else None
    return Room(row.room_id, row.channel, place, row.account, _address(row))


def _address(row: Row[*tuple[Any, ...]]) -> str:
    if row.said is None:
        return ""
    return decode(Message, row.said, f"what was last said in {row.channel}").room.address


def _kept(row: Row[*tuple[Any, ...]]) -> KeptRoom:
    if row.document is None:
        return KeptRoom(_room(row), Conversation(row.id))
    return KeptRoom(_room(row), decode(Conversation, row.document, f"conversation {row.id}"))
