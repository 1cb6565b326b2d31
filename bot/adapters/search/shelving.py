"""Putting stories on the shelves and taking them off, so that a half-done job can be told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.adapters.search.chroma_shelf import ChromaShelf, Entry
from bot.adapters.search.chroma_store import ChromaStore, ShelfKey, shelf_name
from bot.adapters.search.grinding import grind
from bot.adapters.search.sentence_store import Grain, Key, SentenceStore
from bot.domain.passages import Passage
from bot.ports.language import Embedder, Vectors

_DAMAGED = 0  # a version that no record has
_EVERY = 2**31  # higher than any version

Placed = dict[tuple[ShelfKey, Key], list[Passage]]


@dataclass(frozen=True, slots=True)
class Stock:
    """What the shelves are made of. Sentences are put before passages and taken after them."""

    passages: ChromaStore
    sentences: SentenceStore


@dataclass(frozen=True, slots=True)
class Delivery:
    """Passages of whole stories with their vectors, sorted by shelf and story."""

    placed: Placed
    vectors: Mapping[str, Vectors]  # of a passage, by its id
    grains: Mapping[tuple[ShelfKey, Key], Grain]


def prepared(passages: Sequence[Passage], embedder: Embedder) -> Delivery:
    """Sort and embed passages; the slow part, which touches no shelf."""
    placed: Placed = {}
    for passage in passages:
        shelf = (passage.visibility, passage.is_product)
        placed.setdefault((shelf, (passage.story_id, passage.version)), []).append(passage)
    ground = grind(list(placed.values()), embedder) if placed else []
    vectors = {
        passage.id: vector
        for some, story in zip(placed.values(), ground, strict=True)
        for passage, vector in zip(some, story.vectors, strict=True)
    }
    grains = {place: story.grain for place, story in zip(placed, ground, strict=True)}
    return Delivery(placed, vectors, grains)


def put(stock: Stock, delivery: Delivery) -> None:
    """Put whole stories on their shelves."""
    by_shelf: dict[ShelfKey, dict[Key, list[Passage]]] = {}
    for (shelf, key), passages in delivery.placed.items():
        by_shelf.setdefault(shelf, {})[key] = passages
    every = [p for passages in delivery.placed.values() for p in passages]
    size = Counter((p.story_id, p.version) for p in every)
    _clear(stock.passages, set(size), {passage.id for passage in every})
    stock.sentences.put({(shelf_name(s), key): g for (s, key), g in delivery.grains.items()})
    for shelf, stories in by_shelf.items():
        entries = {
            p.id: Entry.made_of(p, size[key]) for key, some in stories.items() for p in some
        }
        stock.passages.shelf(shelf).put(entries, np.array([delivery.vectors[i] for i in entries]))


def fill(stock: Stock, embedder: Embedder) -> None:
    """Grind the sentences of whole stories that are on a shelf and not at hand here."""
    known_here = stock.sentences.known()
    missing: Placed = {}
    for shelf, entry_id, entry in (
        (shelf, entry_id, entry)
        for shelf, there in stock.passages.shelves.items()
        for entry_id, entry in there.entries.items()
    ):
        key = (entry.story_id, entry.version)
        if (shelf_name(shelf), key) not in known_here:
            number = int(entry_id.rpartition("#")[2])
            passage = Passage(*key, number, entry.facet, shelf[0], entry.text, entry.title)
            missing.setdefault((shelf, key), []).append(passage)
    if missing:
        stories = [sorted(story, key=lambda p: p.n) for story in missing.values()]
        grains = {
            (shelf_name(shelf), key): ground.grain
            for (shelf, key), ground in zip(missing, grind(stories, embedder), strict=True)
        }
        stock.sentences.put_beside(grains)


def remove(stock: Stock, story_ids: Sequence[str], below: Mapping[str, int] | None) -> None:
    """Take stories off, or only their versions lower than the one named."""
    lowest = {story: _EVERY if below is None else below.get(story, 0) for story in story_ids}
    for shelf in stock.passages.shelves.values():
        entries = shelf.entries.items()
        _drop(shelf, [key for key, e in entries if e.version < lowest.get(e.story_id, 0)])
    stock.sentences.remove(lowest)
    if below is None:
        stock.passages.unname(story_ids)


def known(stock: Stock) -> dict[str, int]:
    """Give the version of each story; 0 where there are only parts of it, or parts of another."""
    parts: dict[str, Counter[tuple[int, int]]] = {}
    places: set[tuple[str, Key]] = set()
    for shelf, entry in _entries(stock.passages):
        parts.setdefault(entry.story_id, Counter())[entry.version, entry.of] += 1
        places.add((shelf_name(shelf), (entry.story_id, entry.version)))
    found = {story_id: _whole(counted) for story_id, counted in parts.items()}
    uneven = places ^ stock.sentences.known()
    return found | {story: _DAMAGED for _, (story, _) in uneven}


def _whole(found: Counter[tuple[int, int]]) -> int:
    ((version, of), count), *others = found.items()
    return version if count == of and not others else _DAMAGED


def _entries(store: ChromaStore) -> Iterator[tuple[ShelfKey, Entry]]:
    for key, shelf in store.shelves.items():
        for entry in shelf.entries.values():
            yield key, entry


def _clear(store: ChromaStore, versions: set[tuple[str, int]], keep: set[str]) -> None:
    """Take off what an interrupted put of the same versions has left."""
    for shelf in store.shelves.values():
        entries = shelf.entries.items()
        left = [k for k, e in entries if (e.story_id, e.version) in versions and k not in keep]
        _drop(shelf, left)


def _drop(shelf: ChromaShelf, keys: Sequence[str]) -> None:
    if keys:
        shelf.remove(keys)
