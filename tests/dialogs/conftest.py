"""The whole bot on its sample stories, in process, as a person would meet it."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience, Place, clearance_for
from bot.ports.library import StoryIndex
from tests.dialogs.talk import Talk


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
