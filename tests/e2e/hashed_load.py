"""A load in a process of its own, with vectors made of words alone: quick, and the rest is real.

usage: hashed_load.py DATA STORIES
"""

import asyncio
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.adapters.local_files import LocalFiles
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.search.hybrid_index import HybridIndex
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_stories import SqlStories
from bot.domain.audience import Visibility
from bot.ports.library import Defaults
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.look_over import LookOver
from tests.fakes.language import Content
from tests.fakes.library import NothingAlike
from tests.fakes.memory_library import AsWritten, HashEmbedder, NoPersonalData, StillClock

SECONDS_A_TEXT = 0.003  # a model takes its time; a kill has to find a load in the middle


class UnhurriedEmbedder(HashEmbedder):
    """Takes a little time for each text."""

    def embed(self, texts):
        time.sleep(SECONDS_A_TEXT * len(texts))
        return super().embed(texts)


@asynccontextmanager
async def library_at(data, embedder):
    """Open the record and the index of a data folder."""
    database = await open_database(f"sqlite:///{data}/groundwork.db")
    index = HybridIndex(data / "vectors", embedder)
    try:
        yield SqlStories(database), index
    finally:
        await index.close()
        await database.close()


async def main(data, stories):
    async with library_at(data, UnhurriedEmbedder()) as (records, index):
        load = LoadKnowledge(
            stories=records,
            index=index,
            files=LocalFiles(),
            readers=(MarkdownStories(),),
            structurer=AsWritten(),
            personal_data=NoPersonalData(),
            clock=StillClock(),
            ref_secret=b"secret",
            look_over=LookOver(Content(), NoPersonalData(), NothingAlike()),
        )
        request = LoadRequest([str(stories)], Defaults(Visibility.PROSPECTS))
        async for _ in load(request):
            pass


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
