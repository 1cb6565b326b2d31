"""What waits, counted in SQL by the small indexes that hold only what waits."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection, func, select

from bot.adapters.sql.engine import Database
from bot.adapters.sql.migrate import HEAD, version_of
from bot.adapters.sql.schema import inbox, not_posted, outbox, stories, timers
from bot.ports.telemetry import Backlog

_UNANSWERED = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.outcome.is_(None))
_UNPOSTED = select(func.count(), func.min(outbox.c.at)).where(not_posted)
_DUE = select(func.count()).select_from(timers).where(timers.c.fired_at.is_(None))
# A held story counts as internal, whatever it says of itself.
_HELD = (
    select(func.count())
    .select_from(stories)
    .where(stories.c.status == "approved", stories.c.visibility != stories.c.effective_visibility)
)


class SqlFigures:
    """What can be counted in the records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def backlog(self, now: datetime) -> Backlog:
        """Count what waits."""
        return await self._database.read(partial(_backlog, now=now))

    async def schema(self) -> tuple[str | None, str]:
        """Give the version of the tables that is there, and the one that is needed."""
        return await self._database.read(version_of), HEAD


def _backlog(connection: Connection, now: datetime) -> Backlog:
    unanswered, asked = connection.execute(_UNANSWERED).one()
    unposted, decided = connection.execute(_UNPOSTED).one()
    due = connection.scalar(_DUE.where(timers.c.at <= now))
    held = connection.scalar(_HELD)
    return Backlog(unanswered, asked, unposted, decided, due or 0, held or 0)
