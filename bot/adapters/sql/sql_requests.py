"""Requests for a person, read from what is on record."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from bot.adapters.sql.codec import decode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import audit
from bot.domain.moves import ON_RECORD, MoveKind
from bot.ports.turns import PersonRequest


class SqlRequests:
    """Who asked for a person. Written with the turn in which they asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, moment: datetime) -> Sequence[PersonRequest]:
        """Give the requests made since then, newest first."""
        return await self._database.read(partial(_since, moment=moment))


def _since(connection: Connection, moment: datetime) -> Sequence[PersonRequest]:
    query = (
        select(audit.c.id, audit.c.at, audit.c.ids)
        .where(audit.c.kind == ON_RECORD[MoveKind.HAND_OVER], audit.c.at >= moment)
        .order_by(audit.c.id.desc())
    )
    return [
        _request(row.at, decode(dict[str, str], row.ids, f"audit line {row.id}"))
        for row in connection.execute(query)
    ]


def _request(at: datetime, ids: dict[str, str]) -> PersonRequest:
    named = [ids.get(key, "") for key in ("account", "room", "channel", "story")]
    return PersonRequest(at, *named)
