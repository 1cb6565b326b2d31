"""The story library: the record, the index over it, and the readers of files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.audience import Clearance, Visibility
from bot.domain.passages import Passage
from bot.domain.story import Facet, Status, StoredStory, Story


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `gate_open` admits product notes."""

    text: str
    k: int = 10
    gate_open: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that the index found. `score`: confidence from 0 to 1, comparable across queries.

    `lexical` are the words that query and passage share, `total` is what stories are ordered by.
    """

    story_id: str
    version: int
    facet: Facet
    score: float
    text: str
    lexical: tuple[str, ...] = ()
    total: float = 0.0


class StoryIndex(Protocol):
    """A cache of the record for finding. It may lag or err; callers check every hit again."""

    async def search(self, query: Query, clearance: Clearance) -> Sequence[Hit]:
        """Give the best passage of each story among those this clearance may read, best first."""
        ...

    async def put(self, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        """Add passages of whole stories. `names`: by story id, words only insiders search by."""
        ...

    async def remove(
        self, story_ids: Sequence[str], *, below: Mapping[str, int] | None = None
    ) -> None:
        """Drop stories; with `below`, only their passages of versions lower than the one named."""
        ...

    async def known(self) -> Mapping[str, int]:
        """Give the story ids in the index with the highest version held of each."""
        ...


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which records are wanted; None means any."""

    visibilities: frozenset[Visibility] | None = None
    status: Status | None = None
    root: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a record and when; kept with the version."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a record that was kept, with who made it."""

    stored: StoredStory
    change: Change


class Stories(Protocol):
    """The record of all stories and their versions."""

    async def library_version(self) -> int:
        """A number that grows with every change to any record."""
        ...

    async def get(self, story_ids: Sequence[str]) -> Mapping[str, StoredStory]:
        """Give the records with these ids; unknown ids are left out."""
        ...

    async def by_ref(self, ref: str) -> StoredStory | None:
        """Give the record with this opaque id."""
        ...

    async def all(self, wanted: StoryFilter) -> Sequence[StoredStory]:
        """Give the records that fit, by id."""
        ...

    async def versions(self, story_id: str) -> Sequence[Kept]:
        """Give every version of a story that was kept, oldest first."""
        ...

    async def save(self, stories: Sequence[StoredStory], change: Change) -> int:
        """Save new versions in one transaction and give the new library version.

        Raises:
            StaleStoryError: a record is at this version or a later one already; nothing was saved.
        """
        ...


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a load fills in where a file is silent; never widens what the file says.

    With `overrides`, the overrides of holds that a file carries count, as in an export of a
    library; else they are left out. With `drafts`, all are drafts, whatever their file says.
    """

    visibility: Visibility | None = None
    status: Status = Status.APPROVED
    overrides: bool = False
    drafts: bool = False


class StoryReader(Protocol):
    """Reads one kind of file into stories."""

    def reads(self, path: Path) -> bool:
        """Say whether this reader knows the kind of file, by its name."""
        ...

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Read the stories in a file.

        Raises:
            StoryRejectedError: with the field and what to do.
        """
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of personal data in a text. `stand_in` is what outsiders read in its place."""

    kind: str  # name | email | phone
    text: str
    start: int
    stand_in: str


class PersonalData(Protocol):
    """Finds names of people, e-mail addresses and phone numbers in prose."""

    def find(self, text: str) -> Sequence[Finding]:
        """Give what was found, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another text that is nearly the same. `share`: how much of the wording both have, 0 to 1."""

    key: str
    share: float


class Lookalikes(Protocol):
    """Finds texts that are nearly the same; quick among tens of thousands."""

    def remember(self, key: str, text: str) -> None:
        """Know a text under a key, in place of what was known under it."""
        ...

    def forget(self, key: str) -> None:
        """Know it no longer."""
        ...

    def known(self) -> Collection[str]:
        """Give all keys that are known."""
        ...

    def nearest(self, key: str, text: str) -> Lookalike | None:
        """Give the most alike text under another key, None where none is nearly the same."""
        ...
