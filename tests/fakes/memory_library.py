"""A story library in memory: a record, an index, and an index that breaks its promises."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from bot.domain.audience import Clearance, Visibility
from bot.domain.errors import StaleStoryError
from bot.domain.passages import Passage
from bot.domain.prose import Prose
from bot.domain.story import StoredStory
from bot.domain.structuring import Guess, Structure
from bot.ports.files import FileEntry, Walk
from bot.ports.library import Change, Finding, Hit, Kept, Query, StoryFilter


class MemoryStories:
    """A record of stories that keeps all versions."""

    def __init__(self, *stories: StoredStory) -> None:
        self.records = {stored.story.id: stored for stored in stories}
        self.history: list[tuple[StoredStory, Change]] = []
        self.version = 0

    async def library_version(self) -> int:
        return self.version

    async def get(self, story_ids: Sequence[str]) -> Mapping[str, StoredStory]:
        return {i: self.records[i] for i in story_ids if i in self.records}

    async def by_ref(self, ref: str) -> StoredStory | None:
        return next((s for s in self.records.values() if s.ref == ref), None)

    async def all(self, wanted: StoryFilter) -> Sequence[StoredStory]:
        return [self.records[i] for i in sorted(self.records) if _fits(self.records[i], wanted)]

    async def versions(self, story_id: str) -> Sequence[Kept]:
        return [Kept(s, change) for s, change in self.history if s.story.id == story_id]

    async def save(self, stories: Sequence[StoredStory], change: Change) -> int:
        for stored in stories:
            old = self.records.get(stored.story.id)
            if old and old.version >= stored.version:
                raise StaleStoryError("changed meanwhile")
        self.records |= {stored.story.id: stored for stored in stories}
        self.history += [(stored, change) for stored in stories]
        self.version += 1
        return self.version


def _fits(stored: StoredStory, wanted: StoryFilter) -> bool:
    story = stored.story
    return (
        (wanted.visibilities is None or story.effective_visibility in wanted.visibilities)
        and wanted.status in (None, story.status)
        and wanted.root in (None, stored.root)
        and wanted.path in (None, stored.path)
    )


class MemoryIndex:
    """Finds by shared words alone; keeps every promise of the port."""

    def __init__(self) -> None:
        self.passages: dict[str, Passage] = {}
        self.names: dict[str, str] = {}

    async def search(self, query: Query, clearance: Clearance) -> Sequence[Hit]:
        asked = _words(query.text)
        found: dict[str, Hit] = {}
        for passage in self.passages.values():
            if passage.visibility not in clearance or (passage.is_product and not query.gate_open):
                continue
            hit = self._hit(passage, asked, clearance)
            if hit.score > found.get(hit.story_id, replace(hit, score=-1)).score:
                found[hit.story_id] = hit
        return sorted(found.values(), key=lambda hit: -hit.score)[: query.k]

    def _hit(self, passage: Passage, asked: set[str], clearance: Clearance) -> Hit:
        shared = asked & _words(f"{passage.title} {passage.text}")
        named = _words(self.names.get(passage.story_id, ""))
        score = len(shared) / (len(asked) or 1)
        if Visibility.INTERNAL in clearance and named & asked:
            score = 0.95
        return Hit(
            passage.story_id, passage.version, passage.facet, score, passage.text, tuple(shared)
        )

    async def put(self, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        self.passages |= {passage.id: passage for passage in passages}
        self.names |= names

    async def remove(
        self, story_ids: Sequence[str], *, below: Mapping[str, int] | None = None
    ) -> None:
        self.passages = {
            key: p
            for key, p in self.passages.items()
            if p.story_id not in story_ids
            or (below is not None and p.version >= below.get(p.story_id, 0))
        }

    async def known(self) -> Mapping[str, int]:
        versions: dict[str, set[int]] = {}
        for passage in self.passages.values():
            versions.setdefault(passage.story_id, set()).add(passage.version)
        return {i: max(found) if len(found) == 1 else 0 for i, found in versions.items()}


class FaultyIndex:
    """Gives whatever it was told to give, to whoever asks, and heeds nothing."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = hits

    async def search(self, query: Query, clearance: Clearance) -> Sequence[Hit]:
        return self.hits


class HashEmbedder:
    """Vectors from words alone, the same on every machine: texts with shared words are near."""

    name = "hash"
    dimension = 256

    def __init__(self) -> None:
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in _words(text):
                place = sum(ord(c) * 31**n for n, c in enumerate(word[:12])) % self.dimension
                vectors[row, place] += 1
            vectors[row, 0] += 0.01  # so that no text has a vector of zeros
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_together(self, texts: Sequence[str]) -> np.ndarray:
        return self.embed(texts)


class MemoryFiles:
    """Files by path. A folder is a path that others begin with."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.folders: tuple[str, ...] = ()  # that are there though empty
        self.reads = 0

    async def walk(self, path: str) -> Walk:
        if path in self.files:
            return Walk(path, found=True, files=(self._entry(path, ""),))
        inside = sorted(key for key in self.files if key.startswith(f"{path}/"))
        if not inside and path not in self.folders:
            return Walk(path, found=False)
        return Walk(
            path, found=True, root=path, files=tuple(self._entry(key, path) for key in inside)
        )

    def _entry(self, key: str, root: str) -> FileEntry:
        return FileEntry(key, key, key.rpartition("/")[2], len(self.files[key]), root)

    async def read(self, entries: Sequence[FileEntry]) -> Sequence[bytes | OSError]:
        self.reads += len(entries)
        return [self.files[entry.key] for entry in entries]

    async def exist(self, keys: Sequence[str]) -> Sequence[bool]:
        return [key in self.files for key in keys]


class AsWritten:
    """Sorts nothing."""

    def structure(self, proses: Sequence[Prose]) -> Sequence[Structure]:
        return [
            Structure(tuple(Guess(s.facet, 1.0) for s in p.said), (0.0,) * len(p.said))
            for p in proses
        ]


class NoPersonalData:
    """Finds nobody."""

    def find(self, text: str) -> Sequence[Finding]:
        return []


class StillClock:
    """Stands still unless it is set."""

    def __init__(self, moment: datetime = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))
