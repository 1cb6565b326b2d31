"""Who refuses a language model, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, delete, select
from typing_extensions import override

from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import model_refusals
from bot.ports.model import Refusals


class SqlRefusals(Refusals):
    """Refusals on record; one that is said in a room is written with its turn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def refused(self, *who: str) -> bool:
        """Say whether any of these refuses it."""
        query = select(model_refusals.c.who).where(model_refusals.c.who.in_(who)).limit(1)
        found = await self._database.read(lambda connection: connection.scalar(query))
        return found is not None

    @override
    async def refuse(self, who: str, at: datetime, by: str) -> None:
        """Put on record that it is refused."""
        await self._database.write(partial(refuse_model, who=who, at=at, by=by))

    @override
    async def allow(self, who: str) -> bool:
        """Take a refusal back; False where there was none."""
        gone = delete(model_refusals).where(model_refusals.c.who == who)
        return await self._database.write(lambda connection: connection.execute(gone).rowcount > 0)

    @override
    async def all(self) -> Sequence[str]:
        """Give who refuses it."""
        query = select(model_refusals.c.who)
        return await self._database.read(lambda c: sorted(c.scalars(query)))


def refuse_model(connection: Connection, who: str, at: datetime, by: str) -> None:
    """Write a refusal; the first one stands."""
    row = insert_into(connection.dialect.name, model_refusals).values(who=who, at=at, by=by)
    connection.execute(row.on_conflict_do_nothing(index_elements=[model_refusals.c.who]))
