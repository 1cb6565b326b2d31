"""How long what was said is kept, in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, delete, func, select
from typing_extensions import override

from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import conversations, inbox, retention
from bot.domain.forgetting import Older
from bot.ports.retention import Retention

# The oldest answered event of each account; rooms without one are their own account, "".
_OLDEST = (
    select(conversations.c.account, func.min(inbox.c.said_at).label("oldest"))
    .join(inbox, inbox.c.conversation_id == conversations.c.id)
    .where(inbox.c.outcome.is_not(None))
    .group_by(conversations.c.account)
)


class SqlRetention(Retention):
    """Days by account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def all(self) -> Mapping[str, int]:
        """Give the accounts that have days of their own; 0 stands for no end."""
        return await self._database.read(_all)

    @override
    async def put(self, account: str, days: int) -> None:
        """Set an account's days; 0 stands for no end."""
        await self._database.write(partial(_put, account=account, days=days))

    @override
    async def remove(self, account: str) -> bool:
        """Let an account have the usual days again; False where it has them."""
        gone = delete(retention).where(retention.c.account == account)
        return await self._database.write(lambda connection: connection.execute(gone).rowcount > 0)

    @override
    async def due(self, now: datetime, usual: int) -> Sequence[Older]:
        """Give what is to be forgotten by now: what is older than its account's days."""
        own = await self.all()
        rows = await self._database.read(lambda connection: connection.execute(_OLDEST).all())
        found = []
        for row in rows:
            days = own.get(row.account, usual)
            before = now - timedelta(days=days)
            if days and row.oldest < before:
                found.append(Older(row.account, before))
        return sorted(found, key=lambda older: older.account)


def _all(connection: Connection) -> Mapping[str, int]:
    rows = connection.execute(select(retention.c.account, retention.c.days))
    return {row.account: row.days for row in rows}


def _put(connection: Connection, account: str, days: int) -> None:
    new = insert_into(connection.dialect.name, retention).values(account=account, days=days)
    changed = {"days": new.excluded.days}
    connection.execute(
        new.on_conflict_do_update(index_elements=[retention.c.account], set_=changed)
    )
