"""The database: units of work, each one transaction, on SQLite or on a server."""

import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.adapters.sql.migrate import upgrade
from bot.adapters.sql.server_database import ServerDatabase
from bot.adapters.sql.sqlite_database import SqliteDatabase
from bot.domain.errors import SetupError

T = TypeVar("T")

POOL = 10


class Database(Protocol):
    """Where units of work run: plain functions over a connection.

    A unit whose caller was cancelled may still be completed, as after any lost connection.
    """

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock that receipts go by."""
        ...

    def moment(self, connection: Connection) -> datetime:
        """Give the moment that leases and waits go by: the same for all, whatever their clocks."""
        ...

    @property
    def secret(self) -> bytes:
        """What the audit is sealed with and its names are kept under."""
        ...

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that changes nothing. Each statement sees one moment, two may see two."""
        ...

    async def write(self, work: Callable[[Connection], T], *, durable: bool = True) -> T:
        """Run a unit in one transaction; an exception undoes it.

        A durable change survives a power cut from the moment this returns. One that is not does
        survive the end of the process, and becomes durable with the next that is: none is ever
        lost while a later one is kept.
        """
        ...

    async def empty_log(self) -> None:
        """Leave nothing of what was written over in the log beside the file, where it is ours."""
        ...

    async def scrub(self) -> None:
        """Leave nothing of what was deleted in the database's own files, as far as it can."""
        ...

    def alone(self, what: int) -> AbstractAsyncContextManager[None]:
        """Wait until no other process is inside a block of this number."""
        ...

    async def close(self) -> None:
        """Finish what runs and close every connection."""
        ...


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


async def open_database(
    url: str,
    now: Callable[[], datetime] | None = None,
    secret: bytes = b"",
    pool: int = POOL,
) -> Database:
    """Open a database and bring its tables up to date.

    Args:
        url: `sqlite:///path/to/file.db` or `postgresql://user:password@host/name`.
        now: the clock that leases and receipts go by; by itself, this machine's, and for leases
            on a server, the server's.
        secret: what the audit is sealed with. Without one, lines are sealed with a secret that is
            forgotten with the process: they tell nothing, and later are found to be false.
        pool: connections to a server.

    Raises:
        SetupError: the address is wrong, the database does not open, or a newer version wrote it.
    """
    database = connect(url, now, secret, pool)
    try:
        await upgrade(database)
    except (DBAPIError, OSError) as error:
        await database.close()
        raise SetupError(_unopened(url, error)) from error
    except BaseException:
        await database.close()
        raise
    return database


def connect(
    address: str,
    now: Callable[[], datetime] | None = None,
    secret: bytes = b"",
    pool: int = POOL,
) -> Database:
    """Give a database as it is, whatever its tables.

    Raises:
        SetupError: the address is wrong.
    """
    sealed_with = secret or secrets.token_bytes(32)
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            return SqliteDatabase(url, now or utc_now, sealed_with)
        return ServerDatabase(_with_driver(url), now, sealed_with, pool)
    except (ArgumentError, NoSuchModuleError) as error:
        raise SetupError(
            "The database address cannot be used. Write sqlite:///path/to/file.db or"
            " postgresql://user:password@host/name."
        ) from error
    except ModuleNotFoundError as error:
        raise SetupError(
            f"This database needs the Python package {error.name}: install it and start again."
        ) from error


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+asyncpg")
    return url


def _unopened(address: str, error: DBAPIError | OSError) -> str:
    where = make_url(address).render_as_string(hide_password=True)
    trouble = error.orig if isinstance(error, DBAPIError) else error
    return f"The database {where} cannot be opened ({trouble}). Check the address and the rights."
