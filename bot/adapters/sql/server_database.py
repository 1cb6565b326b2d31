"""PostgreSQL: units of work on SQLAlchemy's asynchronous engine."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

T = TypeVar("T")

# Seconds. A server that is gone without a word must not hold up a turn for minutes.
CONNECTING, ONE_STATEMENT, FOR_A_CONNECTION = 5, 30, 10
_ASK_AGAIN = 0.5
_CLOCK = select(func.clock_timestamp())


class ServerDatabase:
    """A database server with an asynchronous driver, and a pool of connections to it."""

    def __init__(
        self, url: URL, now: Callable[[], datetime] | None, secret: bytes, pool: int
    ) -> None:
        self.now = now or _utc_now
        self._set_clock = now
        self.secret = secret
        self._engine = create_async_engine(
            url,
            json_serializer=str,
            json_deserializer=_text,
            pool_pre_ping=True,
            pool_size=pool,
            max_overflow=0,
            pool_timeout=FOR_A_CONNECTION,
            connect_args={"timeout": CONNECTING, "command_timeout": ONE_STATEMENT},
        )
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    def moment(self, connection: Connection) -> datetime:
        """Give the server's moment, unless a clock was given."""
        if self._set_clock is not None:
            return self._set_clock()
        moment: datetime = connection.execute(_CLOCK).scalar_one()
        return moment

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that changes nothing."""
        async with self._reading.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T], *, durable: bool = True) -> T:
        """Run a unit in one transaction; an exception undoes it."""
        async with self._engine.begin() as connection:
            if not durable:
                await connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
            return await connection.run_sync(work)

    async def empty_log(self) -> None:
        """The log is the server's: it runs out by itself."""

    async def scrub(self) -> None:
        """Let the server take deleted rows out of its tables; its own log runs out by itself."""
        async with self._reading.connect() as connection:
            await connection.exec_driver_sql("VACUUM")

    @asynccontextmanager
    async def alone(self, what: int) -> AsyncIterator[None]:
        """Wait until no other process is inside a block of this number."""
        async with self._reading.connect() as connection:
            mine = select(func.pg_try_advisory_lock(what))
            while not await connection.scalar(mine):  # noqa: ASYNC110 - a server cannot tell us
                await asyncio.sleep(_ASK_AGAIN)
            try:
                yield
            finally:
                await connection.scalar(select(func.pg_advisory_unlock(what)))

    async def close(self) -> None:
        """Finish what runs and close every connection."""
        await self._engine.dispose()


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _text(stored: str | bytes) -> str:
    return stored.decode() if isinstance(stored, bytes) else stored
