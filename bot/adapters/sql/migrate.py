"""Bringing a database's tables up to date."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, inspect, text

T = TypeVar("T")

HEAD = "0011"  # the newest of migrations/versions; a test compares
_LOCK = 4_769_685_001  # any number, the same in every process that upgrades


class Writable(Protocol):
    """What an upgrade needs of a database."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that changes nothing."""
        ...

    async def write(self, work: Callable[[Connection], T], *, durable: bool = True) -> T:
        """Run a unit in one transaction."""
        ...


async def upgrade(database: Writable) -> None:
    """Bring the tables up to date, all or nothing; quick where they are already.

    Raises:
        SetupError: a newer version of Groundwork wrote the database.
    """
    if await database.read(version_of) != HEAD:
        await database.write(_upgrade)


def version_of(connection: Connection) -> str | None:
    """Give the migration that a database stands at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two processes that start together must not both make the tables.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if version_of(connection) != HEAD:
        # Imported here: most starts find the tables up to date and can do without Alembic.
        from bot.adapters.sql.alembic_upgrade import run  # noqa: PLC0415

        run(connection)
