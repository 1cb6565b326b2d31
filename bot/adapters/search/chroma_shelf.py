"""One Chroma collection of passages, with their texts at hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.domain.passages import Passage
from bot.domain.story import Facet
from bot.ports.language import Vectors

if TYPE_CHECKING:
    from chromadb import Collection

_ROWS_AT_ONCE = 2_000  # a few thousand values go into one SQLite statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the index holds it. `of` is how many its story has in all."""

    story_id: str
    version: int
    of: int
    facet: Facet
    title: str
    text: str

    @classmethod
    def made_of(cls, passage: Passage, of: int) -> "Entry":
        """Make the entry of a passage."""
        p = passage
        return cls(p.story_id, p.version, of, p.facet, p.title, p.text)

    @classmethod
    def kept_as(cls, text: str, kept: Mapping[str, Any]) -> "Entry":
        """Read an entry as it was kept."""
        story, version, of = str(kept["story"]), int(kept["version"]), int(kept["of"])
        return cls(story, version, of, Facet(kept["facet"]), str(kept["title"]), text)

    def to_keep(self) -> dict[str, str | int]:
        """Give what is kept beside the text."""
        return {
            "story": self.story_id,
            "version": self.version,
            "of": self.of,
            "facet": str(self.facet),
            "title": self.title,
        }


class ChromaShelf:
    """Passages with the same readers, all of them product notes or none."""

    def __init__(self, collection: "Collection") -> None:
        self._collection = collection
        self.entries: dict[str, Entry] = {}
        self.changes = 0  # grows with each change, for what is derived from the entries
        self._read(None)

    def catch_up(self, collection: "Collection") -> None:
        """Take over what another process has changed; `collection` is newly opened."""
        self._collection = collection
        there = frozenset(collection.get(include=[])["ids"])
        self.entries = {key: entry for key, entry in self.entries.items() if key in there}
        self._read([key for key in there if key not in self.entries])

    def put(self, entries: Mapping[str, Entry], vectors: Vectors) -> None:
        """Add or replace passages; `vectors` are in the order of the entries."""
        for start, keys in _chunks(list(entries)):
            self._collection.upsert(
                ids=keys,
                embeddings=np.asarray(vectors[start : start + len(keys)]),
                documents=[entries[key].text for key in keys],
                metadatas=[entries[key].to_keep() for key in keys],
            )
        self.entries.update(entries)
        self.changes += 1

    def remove(self, keys: Sequence[str]) -> None:
        """Drop passages."""
        for _, some in _chunks(keys):
            self._collection.delete(ids=some)
        for key in keys:
            self.entries.pop(key, None)
        self.changes += 1

    def nearest(self, vector: Vectors, count: int) -> Iterator[tuple[Entry, float]]:
        """Give the passages nearest to a vector with their cosine similarity, best first."""
        wanted = min(count, len(self.entries))
        found = self._collection.query(
            query_embeddings=np.asarray([vector]), n_results=wanted, include=["distances"]
        )
        distances = found["distances"] or [[]]
        for key, distance in zip(found["ids"][0], distances[0], strict=True):
            if entry := self.entries.get(key):
                yield entry, 1.0 - distance

    def _read(self, keys: Sequence[str] | None) -> None:
        """Read these passages, or all."""
        wanted = list(self._collection.get(include=[])["ids"]) if keys is None else keys
        for _, some in _chunks(wanted):
            found = self._collection.get(ids=some, include=["documents", "metadatas"])
            documents, kept = found["documents"] or [], found["metadatas"] or []
            for key, text, beside in zip(found["ids"], documents, kept, strict=True):
                self.entries[key] = Entry.kept_as(text, beside)
        self.changes += 1


def _chunks(keys: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        yield start, list(keys[start : start + _ROWS_AT_ONCE])
