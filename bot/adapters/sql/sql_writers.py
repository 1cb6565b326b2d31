"""Who wrote in which room lately, in SQL."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, select
from typing_extensions import override

from bot.adapters.sql.engine import Database
from bot.adapters.sql.portable import insert_into
from bot.adapters.sql.schema import writers
from bot.domain.writers import Wrote
from bot.ports.writers import Writers

_OTHERS = select(writers).where(
    writers.c.conversation_id == bindparam("conversation"), writers.c.who != bindparam("person")
)


class SqlWriters(Writers):
    """One row for each person in a room."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def note(self, conversation_id: str, wrote: Wrote) -> None:
        """Remember that someone wrote. Not durable at once: a power cut may take a moment back."""
        row = {
            "conversation_id": conversation_id,
            "who": wrote.who,
            "at": wrote.at,
            "staff": wrote.staff,
        }
        await self._database.write(lambda c: c.execute(_note(c.dialect.name), row), durable=False)

    @override
    async def others(self, conversation_id: str, who: str) -> Sequence[Wrote]:
        """Give everybody else who wrote there."""
        wanted = {"conversation": conversation_id, "person": who}

        def work(connection: Connection) -> list[Wrote]:
            rows = connection.execute(_OTHERS, wanted)
            return [Wrote(row.who, row.at, row.staff) for row in rows]

        return await self._database.read(work)


@cache
def _note(dialect: str) -> Executable:
    new = insert_into(dialect, writers)
    changed = {"at": new.excluded.at, "staff": new.excluded.staff}
    return new.on_conflict_do_update(
        index_elements=[writers.c.conversation_id, writers.c.who], set_=changed
    )
