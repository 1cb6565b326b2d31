"""Putting stories on the shelves and taking them off, so that a half-done job can be told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.adapters.search.chroma_shelf import ChromaShelf, Entry
from bot.adapters.search.chroma_store import ChromaStore, ShelfKey
from bot.domain.passages import Passage
from bot.ports.language import Vectors

_DAMAGED = 0  # a version that no record has


def put(store: ChromaStore, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Put whole stories on their shelves; `vectors` are in the order of the passages."""
    size = Counter((p.story_id, p.version) for p in passages)
    by_shelf: dict[ShelfKey, list[int]] = {}
    for at, passage in enumerate(passages):
        by_shelf.setdefault((passage.visibility, passage.is_product), []).append(at)
    _clear(store, set(size), {passage.id for passage in passages})
    for key, places in by_shelf.items():
        some = [passages[at] for at in places]
        entries = {p.id: Entry.made_of(p, size[p.story_id, p.version]) for p in some}
        store.shelf(key).put(entries, np.asarray(vectors)[places])


def remove(store: ChromaStore, story_ids: Sequence[str], below: Mapping[str, int] | None) -> None:
    """Take stories off, or only their versions lower than the one named."""
    gone = set(story_ids)
    for shelf in store.shelves.values():
        _drop(
            shelf,
            [
                key
                for key, entry in shelf.entries.items()
                if entry.story_id in gone
                and (below is None or entry.version < below.get(entry.story_id, 0))
            ],
        )
    if below is None:
        store.unname(story_ids)


def known(store: ChromaStore) -> dict[str, int]:
    """Give the version of each story; 0 where there are only parts of it, or parts of another."""
    parts: dict[str, Counter[tuple[int, int]]] = {}
    for entry in _entries(store):
        parts.setdefault(entry.story_id, Counter())[entry.version, entry.of] += 1
    return {story_id: _whole(found) for story_id, found in parts.items()}


def _whole(found: Counter[tuple[int, int]]) -> int:
    ((version, of), count), *others = found.items()
    return version if count == of and not others else _DAMAGED


def _entries(store: ChromaStore) -> Iterator[Entry]:
    return (entry for shelf in store.shelves.values() for entry in shelf.entries.values())


def _clear(store: ChromaStore, versions: set[tuple[str, int]], keep: set[str]) -> None:
    """Take off what an interrupted put of the same versions has left."""
    for shelf in store.shelves.values():
        entries = shelf.entries.items()
        left = [k for k, e in entries if (e.story_id, e.version) in versions and k not in keep]
        _drop(shelf, left)


def _drop(shelf: ChromaShelf, keys: Sequence[str]) -> None:
    if keys:
        shelf.remove(keys)
