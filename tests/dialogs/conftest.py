"""The whole bot on its sample stories, in process, as a person would meet it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.bootstrap import open_app
from bot.domain.audience import Audience, Place, clearance_for
from bot.ports.library import StoryIndex
from bot.settings import Settings
from tests.dialogs.talk import Talk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def app(sample_data, tmp_path_factory):
    """The application on a copy of the prepared library."""
    folder = tmp_path_factory.mktemp("dialogs") / "data"
    shutil.copytree(sample_data, folder, copy_function=_link_models)
    async with open_app(Settings(data_dir=folder)) as opened:
        yield opened


def _link_models(source, target):
    """The prepared model is large and never changes: a link will do."""
    if "models" in Path(source).parts:
        Path(target).symlink_to(source)
    else:
        shutil.copy2(source, target)


@pytest.fixture
def shared(app):
    """A channel that the vendor shares with one account."""
    return Talk(app, Place.SHARED)


@pytest.fixture
def private(app):
    """A direct message."""
    return Talk(app, Place.DM)


@pytest.fixture
def faulty(app):
    """The same bot on an index that ignores clearance and gate: nothing may depend on it."""
    real = app.find._index
    app.find._index = FaultyIndex(real)
    yield app
    app.find._index = real


class FaultyIndex(StoryIndex):
    """Gives everyone everything."""

    def __init__(self, real):
        self._real = real

    async def search(self, query, clearance):
        everything = clearance_for(Audience.INSIDERS)
        return await self._real.search(replace(query, gate_open=True), everything)

    async def put(self, passages, names):
        await self._real.put(passages, names)

    async def remove(self, story_ids, *, below=None):
        await self._real.remove(story_ids, below=below)

    async def known(self):
        return await self._real.known()
