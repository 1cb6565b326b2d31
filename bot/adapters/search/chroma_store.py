"""The Chroma database: a shelf for each kind of reader, and the names apart."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.adapters.search.chroma_places import Place
from bot.adapters.search.chroma_shelf import ChromaShelf
from bot.adapters.search.name_book import NameBook
from bot.domain.audience import Clearance, Visibility

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

ShelfKey = tuple[Visibility, bool]  # who reads it, and whether it holds product notes

logger = logging.getLogger(__name__)

_NAMES = "names"
_KEYS: tuple[ShelfKey, ...] = tuple((v, product) for v in Visibility for product in (False, True))


class ChromaStore:
    """Opens collections; their names tell the embedder, since vectors of two do not mix.

    Chroma does not see what another process has written. So changes are counted where it is
    kept, and when there were more than our own, the database is read anew. To be used by one
    thread at a time.
    """

    def __init__(self, place: Place, prefix: str) -> None:
        self._place = place
        self.prefix = prefix
        self._client: Client | None = None
        self._shelves: dict[ShelfKey, ChromaShelf] = {}
        self._names: dict[str, str] = {}
        self._book: NameBook | None = None
        self._seen = -1

    @property
    def shared(self) -> bool:
        """Whether others may have put what this machine has no sentences of."""
        return self._place.shared

    def open(self) -> bool:
        """Open the database, or take over what another process has changed; True if it was read.

        A server that does not answer leaves what is at hand, where that was read before.
        """
        try:
            return self._opened()
        except Exception as error:
            if not (self._place.shared and self._shelves):
                raise
            logger.warning("the vector store does not answer (%s)", type(error).__name__)
            return False

    def _opened(self) -> bool:
        client = self._client
        if client is not None and self._place.changes(client) == self._seen:
            return False
        if client is not None and not self._place.shared:
            self._place.disconnect(client)
            client = None
        if client is None:
            client = self._place.connect()
        seen = self._place.changes(client)
        self._client = client
        self._read(client)
        self._seen = seen
        return True

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        if self._client is not None:
            self._place.disconnect(self._client)
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
        if self._client is not None:
            self._place.changed(self._client)
        self._seen += 1

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


def prefix_of(embedder: str) -> str:
    """Give what the names of an embedder's collections begin with."""
    return re.sub(r"[^a-z0-9]+", "-", embedder.lower()).strip("-") or "index"
