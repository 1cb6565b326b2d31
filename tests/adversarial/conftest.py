"""The whole bot on an index that ignores clearance, with things that must not come out."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import open_app
from bot.domain.audience import Place, Room, Speaker
from bot.domain.events import Message
from bot.settings import Settings
from bot.use_cases.load_run import LoadRequest
from tests.adversarial.hostile import internal_story, poisoned_stories
from tests.channels.slack.standin import StandIn, running
from tests.channels.slack.workspace import fill
from tests.conftest import copied
from tests.dialogs.conftest import FaultyIndex

UNLIMITED = {
    "limit_person": "",
    "limit_account": "",
    "burst_seconds": 0,
}  # who plays them all writes a lot
GLOBEX = Room("globex", "test", Place.SHARED, "globex")


@pytest.fixture(scope="session")
def poisoned_data(sample_data, tmp_path_factory):
    """A data folder into which somebody loaded poisoned stories, and another account talked."""
    base = tmp_path_factory.mktemp("poisoned")
    folder, stories = copied(sample_data, base / "data"), base / "stories"
    stories.mkdir()
    for name, text in (poisoned_stories() | {"never-told.md": internal_story()}).items():
        (stories / name).write_text(text, "utf-8")

    async def prepare():
        async with open_app(Settings(data_dir=folder)) as app:
            async for _ in app.load(LoadRequest([str(stories)])):
                pass
            for n, text in enumerate(OTHERS):
                who = Speaker("test:vera", "Vera Quenneville")
                at = datetime(2026, 11, 2, 9, n, tzinfo=UTC)
                await app.respond(
                    Message(key=f"globex:{n}", room=GLOBEX, speaker=who, at=at, text=text)
                )

    asyncio.run(prepare())
    return folder


OTHERS = (
    "Our project HALCYON-77 fails because approvals take nine days at Globex.",
    "Stock counts differ, Vera Quenneville says that returns are never booked.",
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def attacked(poisoned_data, tmp_path_factory):
    """The bot that is attacked; its index gives everyone everything."""
    folder = copy_of(poisoned_data, tmp_path_factory.mktemp("attacked") / "data")
    async with open_app(Settings(data_dir=folder, **UNLIMITED)) as app:
        app.find._index = FaultyIndex(app.find._index)
        yield app


def copy_of(data, folder):
    shutil.copytree(data, folder, symlinks=True)
    return Path(folder)


@pytest.fixture
async def slack():
    async with running(fill(StandIn())) as standin:
        yield standin
        assert standin.wrong == []
