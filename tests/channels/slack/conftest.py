"""A workspace in front of a small bot. Every call of every test must be one that Slack takes."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.adapters.sql.engine import open_database
from bot.domain.audience import Role
from tests.channels.slack.small_bot import small_bot
from tests.channels.slack.standin import StandIn, running
from tests.channels.slack.workspace import JO, SAM, fill, workspace


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A SQLite file that is up to date: copied, it spares each test the migrations."""

    async def make(path):
        await (await open_database(f"sqlite:///{path}")).close()
        return path

    return asyncio.run(make(tmp_path_factory.mktemp("slack-tables") / "tables.db"))


@pytest.fixture
async def slack():
    async with running(fill(StandIn())) as standin:
        yield standin
        assert standin.wrong == []


@asynccontextmanager
async def opened_bot(tables, folder):
    """Open a bot that knows who is a rep and who an owner."""
    async with small_bot(tables, folder) as opened:
        opened.roles = {f"slack:{JO}": Role.REP, f"slack:{SAM}": Role.OWNER}
        yield opened


@pytest.fixture
async def bot(tables, tmp_path):
    async with opened_bot(tables, tmp_path) as opened:
        yield opened


@pytest.fixture
async def work(slack, bot):
    async with workspace(slack, bot) as joined:
        yield joined
