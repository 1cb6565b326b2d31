"""SQLite: a unit of work runs whole in one thread, one writer at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.errors import SetupError

T = TypeVar("T")

READERS = 2
WAIT_MS = 10_000  # for another process that is writing


class SqliteDatabase:
    """One file.

    The usual asynchronous driver changes threads four times for each statement, which costs more
    than the statement and its fsync together; here a whole unit makes one journey. That there is
    one writer's thread makes writers queue in order rather than sleep and try the lock again.
    """

    def __init__(self, url: URL, now: Callable[[], datetime], secret: bytes) -> None:
        if not url.database or url.database == ":memory:":
            raise SetupError("The database needs a file: write sqlite:///path/to/file.db.")
        _make_file(Path(url.database))
        self.now = now
        self.secret = secret
        self._engine = create_engine(
            url.set(drivername="sqlite+pysqlite"),
            json_serializer=str,
            json_deserializer=str,
            pool_size=READERS + 1,
            max_overflow=0,
        )
        event.listen(self._engine, "connect", _prepare)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="sqlite-write")

    def moment(self, connection: Connection) -> datetime:
        """Give the moment that leases go by: a file has no clock but this machine's."""
        del connection
        return self.now()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that changes nothing."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Callable[[Connection], T], *, durable: bool = True) -> T:
        """Run a unit in one transaction; an exception undoes it."""
        unit = partial(self._write, work, durable=durable)
        return await asyncio.get_running_loop().run_in_executor(self._writer, unit)

    async def empty_log(self) -> None:
        """Bring what the log holds into the file, which writes over what was deleted."""
        await asyncio.get_running_loop().run_in_executor(self._writer, self._empty_log)

    async def scrub(self) -> None:
        """Write the file anew without what was deleted, and empty the log beside it.

        Readers and other processes may go on; the log is emptied as soon as they let go of it.
        """
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._scrub)

    @asynccontextmanager
    async def alone(self, what: int) -> AsyncIterator[None]:
        """Go on at once: one process serves one file."""
        del what
        yield

    async def close(self) -> None:
        """Finish what runs and close every connection."""
        await asyncio.to_thread(self._close)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return work(connection)

    def _write(self, work: Callable[[Connection], T], *, durable: bool) -> T:
        with self._engine.begin() as connection:
            # FULL writes the log through to the disk at commit, NORMAL leaves that to a later one.
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            # Taken at once: a lock that a reader wants to widen later may be refused.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return work(connection)

    def _scrub(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous=FULL")
            connection.exec_driver_sql("VACUUM")
        self._empty_log()

    def _empty_log(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _close(self) -> None:
        self._writer.shutdown()
        self._readers.shutdown()
        self._engine.dispose()


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What buyers say stands in it: no business of other users of this machine.
        path.touch(mode=0o600)
    except OSError as error:
        raise SetupError(
            f"The database {path} cannot be made ({error.strerror}); choose another data folder."
        ) from error


def _prepare(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where this module says so
    for setting in (
        f"busy_timeout={WAIT_MS}",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "fullfsync=ON",  # macOS keeps a plain fsync in the drive's cache
        "secure_delete=ON",  # what is deleted or grows shorter is written over
    ):
        connection.execute(f"PRAGMA {setting}")
