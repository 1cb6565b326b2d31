"""Wishes for a person, read from what their turns wrote."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from bot.adapters.sql.codec import decode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import hand_overs
from bot.domain.audience import Room
from bot.domain.hand_over import HandOver, State
from bot.ports.hand_overs import PersonRequest

_REQUESTS = select(hand_overs.c.id, hand_overs.c.room, hand_overs.c.record)


class SqlRequests:
    """Who asked for a person. Written with the turn in which they asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, moment: datetime) -> Sequence[PersonRequest]:
        """Give the requests made since then, newest first."""
        query = _REQUESTS.where(hand_overs.c.at >= moment)
        query = query.order_by(hand_overs.c.at.desc(), hand_overs.c.id)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return readable_only(rows, _request)

    async def get(self, request_id: str) -> PersonRequest | None:
        """Give one request as it stands now."""
        query = _REQUESTS.where(hand_overs.c.id == request_id)
        row = await self._database.read(lambda connection: connection.execute(query).first())
        return None if row is None else _request(row)

    async def introductions(self, story_id: str, since: datetime) -> int:
        """Count how often a story's customer was asked for a talk since then, and said no "no"."""
        query = select(func.count()).where(
            hand_overs.c.story == story_id,
            hand_overs.c.at >= since,
            hand_overs.c.state != State.REFUSED.value,
        )
        return await self._database.read(lambda connection: connection.scalar(query)) or 0


def _request(row: Row[*tuple[Any, ...]]) -> PersonRequest:
    name = f"hand-over {row.id}"
    return PersonRequest(decode(HandOver, row.record, name), decode(Room, row.room, name))
