"""The Chroma database in this process: a shelf for each kind of reader, and the names apart."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from bot.adapters.search.chroma_shelf import ChromaShelf
from bot.adapters.search.name_book import NameBook
from bot.domain.audience import Clearance, Visibility

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

ShelfKey = tuple[Visibility, bool]  # who reads it, and whether it holds product notes

_CHANGES = "changes"
_NAMES = "names"
_KEYS: tuple[ShelfKey, ...] = tuple((v, product) for v in Visibility for product in (False, True))


class ChromaStore:
    """Opens collections; their names tell the embedder, since vectors of two do not mix.

    Chroma does not see what another process has written to the same folder. So every change adds
    a byte to a file, and when that has grown by more than our own bytes, the database is opened
    anew. To be used by one thread at a time.
    """

    def __init__(self, folder: Path, embedder: str) -> None:
        self._folder = folder
        self.prefix = re.sub(r"[^a-z0-9]+", "-", embedder.lower()).strip("-") or "index"
        self._client: Client | None = None
        self._shelves: dict[ShelfKey, ChromaShelf] = {}
        self._names: dict[str, str] = {}
        self._book: NameBook | None = None
        self._seen = 0

    def open(self) -> None:
        """Open the database, or take over what another process has changed since."""
        changes = self._changes()
        if self._client is not None and changes == self._seen:
            return
        if self._client is not None:
            self._client.close()
        self._client = _connect(self._folder)
        self._seen = changes
        self._read(self._client)

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        if self._client is not None:
            self._client.close()
        self._client = None
        self._shelves = {}

    @property
    def shelves(self) -> Mapping[ShelfKey, ChromaShelf]:
        """All shelves that there are."""
        return self._shelves

    @property
    def book(self) -> NameBook:
        """The names that only insiders may search by."""
        if self._book is None:
            self._book = NameBook(self._names)
        return self._book

    def readable(
        self, clearance: Clearance, *, product: bool
    ) -> list[tuple[ShelfKey, ChromaShelf]]:
        """Give the shelves that this clearance may read; the others are not asked at all."""
        return [
            ((visibility, notes), shelf)
            for (visibility, notes), shelf in self._shelves.items()
            if visibility in clearance and (product or not notes) and shelf.entries
        ]

    def shelf(self, key: ShelfKey) -> ChromaShelf:
        """Give a shelf, made if it is not there yet."""
        if key not in self._shelves:
            self._shelves[key] = ChromaShelf(self._collection(shelf_name(key)))
        return self._shelves[key]

    def name(self, names: Mapping[str, str]) -> None:
        """Keep the names of stories; an empty one takes them away."""
        self._book = None
        kept = {story_id: text for story_id, text in names.items() if text}
        if kept:
            # a vector has to be there, and is never looked at
            self._collection(_NAMES).upsert(
                ids=list(kept),
                documents=list(kept.values()),
                embeddings=np.ones((len(kept), 1), np.float32),
            )
            self._names.update(kept)
        self.unname([story_id for story_id in names if story_id not in kept])

    def unname(self, story_ids: Sequence[str]) -> None:
        """Forget the names of stories."""
        self._book = None
        known = [story_id for story_id in story_ids if story_id in self._names]
        if known:
            self._collection(_NAMES).delete(ids=known)
        for story_id in known:
            del self._names[story_id]

    def changed(self) -> None:
        """Tell other processes that something is new."""
        descriptor = os.open(self._folder / _CHANGES, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        try:
            os.write(descriptor, b".")
        finally:
            os.close(descriptor)
        self._seen += 1

    def _changes(self) -> int:
        try:
            return (self._folder / _CHANGES).stat().st_size
        except FileNotFoundError:
            return 0

    def _read(self, client: "Client") -> None:
        there = {collection.name for collection in client.list_collections()}
        for key in _KEYS:
            if f"{self.prefix}-{shelf_name(key)}" not in there:
                self._shelves.pop(key, None)
            elif key in self._shelves:
                self._shelves[key].catch_up(self._collection(shelf_name(key)))
            else:
                self._shelves[key] = ChromaShelf(self._collection(shelf_name(key)))
        self._names, self._book = {}, None
        if f"{self.prefix}-{_NAMES}" in there:
            kept = self._collection(_NAMES).get(include=["documents"])
            self._names = dict(zip(kept["ids"], kept["documents"] or [], strict=True))

    def _collection(self, name: str) -> "Collection":
        if self._client is None:
            raise RuntimeError("open the store before it is used")
        return self._client.get_or_create_collection(
            f"{self.prefix}-{name}",
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )


def shelf_name(key: ShelfKey) -> str:
    """Give a shelf's name, the same in every place."""
    visibility, notes = key
    return f"{visibility}-product" if notes else str(visibility)


def _connect(folder: Path) -> "Client":
    # takes a second to import, which commands that do not search need not wait for
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return cast("Client", client)  # which can be closed; its declared type cannot
