"""The record of stories, the index over it, and all that reads, finds and keeps."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.adapters.local_files import LocalFiles
from bot.adapters.readers.datasketch_lookalikes import DatasketchLookalikes
from bot.adapters.readers.isolated_stories import IsolatedStories
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.refused_kinds import RefusedKinds
from bot.adapters.readers.text_stories import TextStories
from bot.adapters.readers.worker_process import WorkerProcess
from bot.adapters.readers.zip_files import ZipFiles, ZipRefusals
from bot.adapters.search.hybrid_index import HybridIndex
from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_gaps import SqlGaps
from bot.adapters.sql.sql_stories import SqlStories
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.language import Language
from bot.bootstrap.secret_files import secret_in
from bot.ports.library import Stories, StoryIndex, StoryReader
from bot.ports.telemetry import Telemetry
from bot.settings import Settings
from bot.use_cases.change_stories import ChangeStories
from bot.use_cases.find_stories import FindStories
from bot.use_cases.keep_stories import KeepStories
from bot.use_cases.list_gaps import GapShelf, ListGaps
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.look_over import LookOver
from bot.use_cases.review_story import ReviewStory
from bot.use_cases.sort_stories import SortStories
from bot.use_cases.story_making import StoryMaking


@dataclass(frozen=True, slots=True)
class Library:
    """The record, the index over it, and what reads and finds."""

    stories: Stories
    index: StoryIndex
    load: LoadKnowledge
    find: FindStories
    review: ReviewStory
    change: ChangeStories
    gaps: ListGaps


def _readers(worker: WorkerProcess) -> Sequence[StoryReader]:
    plain = (MarkdownStories(), TextStories())
    return (*plain, IsolatedStories(worker), ZipRefusals(worker), RefusedKinds())


async def open_library(
    settings: Settings,
    database: Database,
    language: Language,
    worker: WorkerProcess,
    telemetry: Telemetry,
) -> Library:
    """Open the record and the index, and join what works on them."""
    stories = SqlStories(database)
    embedder = language.embedder
    index = await asyncio.to_thread(
        HybridIndex,
        settings.vectors_dir,
        embedder,
        keep=embedder.keep,
        server=settings.chroma_url,
    )
    files, readers = ZipFiles(LocalFiles(), worker), _readers(worker)
    clock, secret = SystemClock(), secret_in(settings.data_dir / "ref.key")
    sort = SortStories(language.structurer)
    look_over = LookOver(language.judge, language.personal_data, DatasketchLookalikes())
    load = LoadKnowledge(
        stories=stories,
        index=index,
        files=files,
        readers=readers,
        structurer=language.structurer,
        personal_data=language.personal_data,
        clock=clock,
        ref_secret=secret,
        look_over=look_over,
    )
    change = ChangeStories(
        stories,
        KeepStories(stories, index, clock),
        StoryMaking(readers, sort, language.personal_data, secret),
    )
    review = ReviewStory(files, readers, sort, stories, look_over, clock)
    find = FindStories(index, stories, telemetry)
    gaps = ListGaps(GapShelf(SqlGaps(database), find, stories, language.embedder))
    return Library(stories, index, load, find, review, change, gaps)
