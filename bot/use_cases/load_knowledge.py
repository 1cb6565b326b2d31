"""Loading story files into the record and the index."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from bot.domain.errors import StoryRejectedError
from bot.domain.holds import ran_out
from bot.domain.load_lines import LoadLine, LoadProblem, LoadResult, loaded, rejected
from bot.domain.retiring import is_live, lost, retire, too_many
from bot.domain.review.notices import date_notices
from bot.domain.story import StoredStory
from bot.ports.files import FileEntry, Files, Walk
from bot.ports.language import Structurer
from bot.ports.library import PersonalData, Stories, StoryFilter, StoryIndex, StoryReader
from bot.ports.turns import Clock
from bot.use_cases.keep_stories import KeepStories
from bot.use_cases.load_run import FileRead, LoadRequest, LoadRun, Settled, batches
from bot.use_cases.look_over import LookOver
from bot.use_cases.sort_stories import SortStories
from bot.use_cases.story_making import Opened, StoryMaking, fingerprint


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the files are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class LoadKnowledge:
    """Loads files; each is taken whole or not at all, and a second load changes nothing.

    The index is written before the record and cleaned after it. What is found in the index is
    checked against the record, so a process that is killed in between shows the old story or the
    new one, and `sync` mends what it left. `ref_secret` keeps outsiders from guessing which story
    an opaque id stands for.
    """

    stories: Stories
    index: StoryIndex
    files: Files
    readers: Sequence[StoryReader]
    structurer: Structurer
    personal_data: PersonalData
    clock: Clock
    ref_secret: bytes
    look_over: LookOver

    async def __call__(
        self, request: LoadRequest, on_progress: Callable[[Progress], None] = lambda _: None
    ) -> AsyncIterator[LoadLine]:
        """Load, and give a line for each file as it is done.

        Raises:
            StaleStoryError: someone else changed a story meanwhile; the files so far are loaded.
        """
        records = await self._records()
        await self._keep.mend(records.values())
        run = LoadRun(request, records)
        walks = [await self.files.walk(path) for path in request.paths]
        total, done = sum(len(walk.files) for walk in walks), 0
        for walk in walks:
            before = run.of_root(walk.root)
            for batch in batches(walk.files):
                for line in await self._batch(batch, run):
                    yield line
                done += len(batch)
                on_progress(Progress(done, total))
            for line in await self._end(walk, before, run):
                yield line

    async def sync(self) -> int:
        """Make the index hold what the record says, and give how many stories it lacked."""
        return await self._keep.mend((await self._records()).values())

    async def _records(self) -> dict[str, StoredStory]:
        return {stored.story.id: stored for stored in await self.stories.all(StoryFilter())}

    async def _batch(self, batch: Sequence[FileEntry], run: LoadRun) -> list[LoadLine]:
        fresh = [entry for entry in batch if entry.key not in run.done]
        run.done |= {entry.key for entry in fresh}
        wanted = [entry for entry in fresh if self._wanted(entry)]
        contents = await self.files.read(wanted)
        found = await asyncio.to_thread(self._read_all, wanted, contents, run)
        reads = {read.entry.key: read for read in found}
        taken = await self._taken(found, run)
        settled: list[Settled] = []
        for entry in fresh:
            passed_over = FileRead(entry, line=LoadLine(entry.path, LoadResult.SKIPPED))
            settled += run.settle(reads.get(entry.key, passed_over), taken)
        await self._keep([s.save for s in settled if s.save], run.request.by)
        return [s.line for s in settled]

    def _wanted(self, entry: FileEntry) -> bool:
        """In a folder, notes and files of other kinds are passed over; what is named is read."""
        if not entry.root:
            return True
        inside = PurePath(entry.key).relative_to(entry.root).parts
        note = entry.name.lower() == "readme.md" or any(part.startswith("_") for part in inside)
        return not note and self._making.knows(entry)

    @property
    def _keep(self) -> KeepStories:
        return KeepStories(self.stories, self.index, self.clock)

    @property
    def _making(self) -> StoryMaking:
        sort = SortStories(self.structurer)
        return StoryMaking(self.readers, sort, self.personal_data, self.ref_secret)

    def _read_all(
        self, entries: Sequence[FileEntry], contents: Sequence[bytes | OSError], run: LoadRun
    ) -> list[FileRead]:
        read = [self._open(*pair, run) for pair in zip(entries, contents, strict=True)]
        new = [file for file in read if isinstance(file, Opened)]
        if new:
            self._compare(run)
        today = self.clock.now().date()
        made = self._making.records(new, run.request.defaults, today)
        files = [file for file in read if isinstance(file, FileRead)]
        return files + [self._made(*pair, run) for pair in zip(new, made, strict=True)]

    def _open(self, entry: FileEntry, content: bytes | OSError, run: LoadRun) -> FileRead | Opened:
        """Read a file, unless it is the same as ever or cannot be read."""
        defaults, today = run.request.defaults, self.clock.now().date()
        if isinstance(content, bytes):
            same = run.by_path.get(entry.key, ())
            digest = fingerprint(content, defaults)
            known = same and not defaults.overrides  # which are read, not known by their hash
            if known and all(stored.content_hash == digest for stored in same):
                due = {s.story.id: date_notices(s.story, today) for s in same}
                again = [self._unchanged(stored, entry, today) for stored in same]
                return FileRead(entry, again, notices=due)
        try:
            return self._making.open(entry, content, defaults)
        except StoryRejectedError as error:
            return FileRead(entry, line=rejected(entry.path, error))

    def _made(self, file: Opened, made: Sequence[StoredStory], run: LoadRun) -> FileRead:
        today, old = self.clock.now().date(), run.records
        notices = {s.story.id: self.look_over.notices(s.story, today) for s in made}
        stories = [self._making.carry(new, old.get(new.story.id), today) for new in made]
        return FileRead(file.entry, stories, notices=notices)

    def _unchanged(self, stored: StoredStory, entry: FileEntry, today: date) -> StoredStory:
        """Give the record again, for the folder in which it was found."""
        if ran_out(stored, today):
            stored = self._making.again(stored, today)
        return replace(stored, root=entry.root)

    def _compare(self, run: LoadRun) -> None:
        """Know the library's texts, once there is a new one to compare with them."""
        if not run.compared:
            live = [s for s in run.records.values() if is_live(s)]
            self.look_over.know({s.story.id: s.story for s in live})
            run.compared = True

    async def _taken(self, reads: Sequence[FileRead], run: LoadRun) -> dict[str, str]:
        """Give the ids that another file has, if that file is still there."""
        elsewhere = run.elsewhere([stored for read in reads for stored in read.stories])
        there = await self.files.exist(list(elsewhere.values()))
        pairs = zip(elsewhere.items(), there, strict=True)
        return {story_id: path for (story_id, path), still in pairs if still}

    async def _end(self, walk: Walk, before: list[StoredStory], run: LoadRun) -> list[LoadLine]:
        """Say what was not there, and retire what a folder has lost."""
        if not walk.found:
            error = StoryRejectedError("path", "There is no file or folder here. Check the path.")
            return [rejected(walk.path, error)]
        if walk.unread:
            message = "This folder cannot be looked into. Check who may read it."
            return [rejected(path, StoryRejectedError("path", message)) for path in walk.unread]
        gone = lost(before, run.claimed, run.refused)
        if too_many(gone, before) and not run.request.prune:
            return [_kept(walk, stored, len(gone), len(before)) for stored in gone]
        retired = [retire(stored) for stored in gone]
        await self._keep(retired, run.request.by)
        run.records |= {stored.story.id: stored for stored in retired}
        return [loaded(_shown(walk, s), LoadResult.RETIRED, s) for s in retired]


def _kept(walk: Walk, stored: StoredStory, gone: int, total: int) -> LoadLine:
    message = (
        f"The file is gone, and so are {gone} of {total} in this folder. Nothing was retired. "
        "If they are meant to go, load again with --prune."
    )
    problem = LoadProblem("path", message)
    return LoadLine(_shown(walk, stored), LoadResult.SKIPPED, stored.story.id, (problem,))


def _shown(walk: Walk, stored: StoredStory) -> str:
    """A file's path as the person named its folder."""
    return str(PurePath(walk.path) / PurePath(stored.path).relative_to(walk.root))
