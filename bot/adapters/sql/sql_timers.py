"""Timers in SQL: dates that were agreed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, exists, select

from bot.adapters.sql.codec import decode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import inbox, timers
from bot.domain.events import Timer


class SqlTimers:
    """Dates that were agreed. They are written with the turn that agreed them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime) -> Sequence[Timer]:
        """Give the timers whose date has come and that have no inbox event yet, oldest first."""
        return await self._database.read(partial(_due, now=now))


def _due(connection: Connection, now: datetime) -> Sequence[Timer]:
    query = (
        select(timers.c.key, timers.c.event)
        .where(timers.c.fired_at.is_(None), timers.c.at <= now)
        .where(~exists().where(inbox.c.key == timers.c.key))
        .order_by(timers.c.at, timers.c.key)
    )
    return readable_only(
        connection.execute(query), lambda row: decode(Timer, row.event, f"timer {row.key}")
    )
