"""A load that is killed at any moment leaves no half story; the next one completes it."""

import asyncio
import sys
from pathlib import Path

from bot.settings import CONTENT
from tests.e2e.killed_loads import Killing, copied, go
from tests.fakes.memory_library import HashEmbedder

LOAD = Path(__file__).parent / "hashed_load.py"
KILLS = 5  # `python -m tests.e2e.killed_loads` kills as often as is wished


def test_search_never_returns_half_a_story_and_the_library_gets_complete(tmp_path):
    """Loads of new and edited stories are killed; another process searches after each."""
    killing = Killing(
        copied(CONTENT / "knowledge" / "stories", tmp_path / "stories"),
        tmp_path / "data",
        [sys.executable, str(LOAD), "{data}", "{stories}"],
        HashEmbedder(),
    )
    found = asyncio.run(go(killing, KILLS))
    assert len(killing.moments) == KILLS
    assert any(found)
