"""In no made-up world does anyone come to read what they may not.

    make worlds          thousands of them, other ones at every run

No text of an internal, held or unapproved story, no name behind an anonymised one, no word of
another account's room or of a direct message stands in a reply, a prompt to a language model,
a log line, a page, a file or a search of somebody who may not read it. The index keeps its
promises in half of the worlds and none of them in the others.
"""

import asyncio
import logging
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.adapters.sql.engine import open_database
from tests.properties.bot import open_bot
from tests.properties.play import Play
from tests.properties.worlds import MARK, WORLDS

MANY = settings.default.max_examples * 4


class Lines(logging.Handler):
    """Keeps what is logged, as it is written down."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def runner():
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def bot(runner):
    """In memory, where the machine has such a folder: thousands of worlds wait for no disk."""
    memory = Path("/dev/shm")
    made = tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)
    folder = Path(made.name)

    async def tables():
        await (await open_database(f"sqlite:///{folder}/tables.db")).close()

    runner.run(tables())
    (folder / "data").mkdir()
    opened = runner.run(open_bot(folder / "data", folder / "tables.db"))
    yield opened
    runner.run(opened.database.close())
    made.cleanup()


@pytest.fixture
def logged():
    handler, root = Lines(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(before)


@settings(
    max_examples=MANY,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(world=WORLDS)
def test_nobody_comes_to_read_what_they_may_not(world, bot, runner, logged):
    logged.clear()
    played = runner.run(Play(bot, world).run())
    assert played.leaks == []
    assert [line for line in logged if MARK.search(line.lower())] == []
    assert [line for line in logged if "could not be answered" in line] == []
