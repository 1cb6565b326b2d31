"""The state of one load, and what becomes of each story that a file holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.errors import StoryRejectedError
from bot.domain.load_lines import LoadLine, LoadResult, loaded, rejected
from bot.domain.retiring import is_live
from bot.domain.review.notices import Notice
from bot.domain.rulings import is_recalled, ruled, text_of
from bot.domain.story import Ruling, StoredStory
from bot.ports.files import FileEntry, most_bytes
from bot.ports.library import Defaults

_FILES_AT_ONCE = 16  # enough for the embedder to batch, few enough for a progress bar to move
_BYTES_AT_ONCE = 32_000_000
_TAKEN = "'{id}' is the id of {path} already. Give this story an `id:` of its own."


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """What to load. `by` is who asked, for the record; `prune` retires however many are gone."""

    paths: Sequence[str]
    defaults: Defaults = field(default_factory=Defaults)
    prune: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of reading a file: its stories as they would be stored, or why there are none.

    `notices` are by story id what the owner should mend, though it holds nothing back.
    """

    entry: FileEntry
    stories: Sequence[StoredStory] = ()
    line: LoadLine | None = None
    notices: Mapping[str, Sequence[Notice]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is said of a story, and the version to save where there is one."""

    line: LoadLine
    save: StoredStory | None = None


@dataclass(slots=True)
class LoadRun:
    """What is known while a load goes on."""

    request: LoadRequest
    records: dict[str, StoredStory]
    by_path: dict[str, list[StoredStory]] = field(default_factory=dict)  # when the load began
    claimed: dict[str, str] = field(default_factory=dict)  # id -> the file that has it
    done: set[str] = field(default_factory=set)  # files that were looked at
    compared: bool = False  # whether the library can be searched for texts that are alike
    refused: set[str] = field(default_factory=set)  # those that were there but did not load
    recalled: dict[tuple[str, ...], StoredStory] = field(default_factory=dict)  # by their text

    def __post_init__(self) -> None:
        """Sort the records by file, once."""
        for stored in self.records.values():
            self.by_path.setdefault(stored.path, []).append(stored)
            if is_recalled(stored):
                self.recalled[text_of(stored.story)] = stored

    def of_root(self, root: str) -> list[StoredStory]:
        """Give the live stories that a folder argument loaded."""
        return [s for s in self.records.values() if root and s.root == root and is_live(s)]

    def elsewhere(self, stories: Sequence[StoredStory]) -> dict[str, str]:
        """Give the ids among these that the record has from another file, with that file."""
        known = [(s, self.records[s.story.id]) for s in stories if s.story.id in self.records]
        return {new.story.id: old.path for new, old in known if old.path and old.path != new.path}

    def settle(self, read: FileRead, taken: Mapping[str, str]) -> list[Settled]:
        """Decide on all stories of a file together: if one is refused, none is loaded.

        `taken` are ids whose other file is still there.
        """
        if read.line:
            if read.line.result is LoadResult.REJECTED:
                self.refused.add(read.entry.key)
            return [Settled(read.line)]
        for new in read.stories:
            holder = taken.get(new.story.id) or self.claimed.get(new.story.id, read.entry.key)
            if holder != read.entry.key:
                self.refused.add(read.entry.key)
                error = StoryRejectedError("id", _TAKEN.format(id=new.story.id, path=holder))
                return [Settled(rejected(read.entry.path, error))]
        return [self._settled(read, new) for new in read.stories]

    def _settled(self, read: FileRead, new: StoredStory) -> Settled:
        entry = read.entry
        self.claimed[new.story.id] = entry.key
        old = self.records.get(new.story.id)
        new = ruled(new, old.ruling if old else self._recall_of(new))
        if old is None:
            return self._saved(read, LoadResult.ADDED, replace(new, version=1))
        # the folder that loaded a story first keeps it; one that was loaded by itself may be taken
        root = old.root if old.root and old.path == new.path else new.root
        result = _result(old, new)
        if result is LoadResult.UNCHANGED and root == old.root:
            notices = read.notices.get(old.story.id, ())
            return Settled(loaded(entry.path, result, old, notices))
        return self._saved(read, result, replace(new, version=old.version + 1, root=root))

    def _saved(self, read: FileRead, result: LoadResult, stored: StoredStory) -> Settled:
        self.records[stored.story.id] = stored
        notices = read.notices.get(stored.story.id, ())
        return Settled(loaded(read.entry.path, result, stored, notices), stored)

    def _recall_of(self, new: StoredStory) -> Ruling | None:
        """A recalled text stays out under another id, too: its file may only have been renamed."""
        twin = self.recalled.get(text_of(new.story))
        if twin is None or twin.ruling is None:
            return None
        return replace(twin.ruling, why=f"{twin.ruling.why} (the text of {twin.story.id})".strip())


def _result(old: StoredStory, new: StoredStory) -> LoadResult:
    if not old.content_hash:  # its file was gone and has come back
        return LoadResult.ADDED
    if (old.story, old.outsiders, old.path) == (new.story, new.outsiders, new.path):
        return LoadResult.UNCHANGED
    return LoadResult.RETIRED if is_live(old) and not is_live(new) else LoadResult.UPDATED


def batches(files: Sequence[FileEntry]) -> Iterator[Sequence[FileEntry]]:
    """Cut files into groups that are read together, as large as fit into memory with ease."""
    batch: list[FileEntry] = []
    size = 0
    for entry in files:
        wanted = min(entry.size, most_bytes(entry.name))
        if batch and (len(batch) == _FILES_AT_ONCE or size + wanted > _BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += wanted
    if batch:
        yield batch
