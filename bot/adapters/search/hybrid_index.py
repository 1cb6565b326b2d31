"""The story index: Chroma for meaning and BM25 for words, apart for each kind of reader."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.adapters.search import shelving
from bot.adapters.search.bm25_lexicon import Bm25Lexicon
from bot.adapters.search.chroma_shelf import ChromaShelf, Entry
from bot.adapters.search.chroma_store import ChromaStore
from bot.adapters.search.english_words import EnglishWords
from bot.adapters.search.fusion import Candidate, Fusion, fusion_for
from bot.domain.audience import Clearance, Visibility
from bot.domain.passages import Passage
from bot.ports.language import Embedder, Vectors
from bot.ports.library import Hit, Query

_NEAREST = 100  # passages looked at by meaning, where ten stories are wanted
_SHARING = 50  # stories looked at by words
_TELLING = 6  # shared words that are named


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question made ready: its vector, its stems with a word for each, the stories it names."""

    vector: Vectors
    words: Mapping[str, str]
    named: frozenset[str]
    k: int


class HybridIndex:
    """A `StoryIndex` in a folder. All that it does blocks, so it is done in threads.

    `fusion` is what was fitted for the embedder, unless another is given.
    """

    def __init__(self, folder: Path, embedder: Embedder, fusion: Fusion | None = None) -> None:
        self._embedder = embedder
        self._fusion = fusion or fusion_for(embedder.name)
        self._store = ChromaStore(folder, embedder.name)
        self._english = EnglishWords()
        self._lexicons: dict[ChromaShelf, Bm25Lexicon] = {}
        self._lock = Lock()

    async def search(self, query: Query, clearance: Clearance) -> Sequence[Hit]:
        """Give the best passage of each story among those this clearance may read, best first."""
        return await asyncio.to_thread(self._search, query, clearance)

    async def put(self, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        """Add whole stories. `names` maps a story's id to words that only insiders search by."""
        await asyncio.to_thread(self._put, passages, names)

    async def remove(
        self, story_ids: Sequence[str], *, below: Mapping[str, int] | None = None
    ) -> None:
        """Drop stories; with `below`, only their passages of versions lower than the one named."""
        await asyncio.to_thread(self._remove, story_ids, below)

    async def known(self) -> Mapping[str, int]:
        """Give the version of each story; 0 where only parts of it are here, or old ones too."""
        return await asyncio.to_thread(self._known)

    async def close(self) -> None:
        """Let go of the database."""
        await asyncio.to_thread(self._close)

    def _search(self, query: Query, clearance: Clearance) -> list[Hit]:
        vector: Vectors = self._embedder.embed([query.text])[0]
        with self._lock:
            self._store.open()
            shelves = self._store.readable(clearance, product=query.gate_open)
            asked = _Asked(vector, self._words(query), self._named(query, clearance), query.k)
            found: dict[str, Candidate] = {}
            for candidate in self._candidates(shelves, asked):
                story = candidate.entry.story_id
                found[story] = max(found.get(story, candidate), candidate, key=_closeness)
            ranked = self._fusion.rank(list(found.values()))[: query.k]
            return [self._hit(c.entry, score, asked, shelves) for c, score in ranked]

    def _words(self, query: Query) -> Mapping[str, str]:
        return self._english.by_stem(self._english.words(query.text))

    def _named(self, query: Query, clearance: Clearance) -> frozenset[str]:
        if Visibility.INTERNAL not in clearance:
            return frozenset()
        return frozenset(self._store.book.named_in(query.text, self._is_ordinary))

    def _is_ordinary(self, word: str) -> bool:
        stem = next(self._english.stems(word), "")
        return any(self._lexicon(shelf).holders(stem) for shelf in self._store.shelves.values())

    def _candidates(self, shelves: Sequence[ChromaShelf], asked: _Asked) -> Iterator[Candidate]:
        for shelf in shelves:
            near: dict[str, tuple[Entry, float]] = {}
            floor = 0.0
            for entry, likeness in shelf.nearest(asked.vector, max(_NEAREST, 10 * asked.k)):
                near.setdefault(entry.story_id, (entry, likeness))
                floor = likeness
            sharing = self._lexicon(shelf).ask(list(asked.words))
            for story in {*near, *sharing.most(max(_SHARING, asked.k)), *asked.named}:
                # one that is not among the nearest is at most as near as the last of them
                entry_or_none, likeness = near.get(story) or (sharing.passage(story), floor)
                if entry_or_none is not None:
                    named = story in asked.named
                    yield Candidate(entry_or_none, likeness, sharing.score(story), named)

    def _hit(
        self, entry: Entry, score: float, asked: _Asked, shelves: Sequence[ChromaShelf]
    ) -> Hit:
        stems = set(self._english.stems(f"{entry.title}. {entry.text}"))
        lexicons = [self._lexicon(shelf) for shelf in shelves]
        shared = [stem for stem in asked.words if stem in stems]
        shared.sort(key=lambda stem: sum(lexicon.holders(stem) for lexicon in lexicons))
        return Hit(
            story_id=entry.story_id,
            version=entry.version,
            facet=entry.facet,
            score=score,
            text=entry.text,
            lexical=tuple(asked.words[stem] for stem in shared[:_TELLING]),
        )

    def _lexicon(self, shelf: ChromaShelf) -> Bm25Lexicon:
        if shelf not in self._lexicons:
            self._lexicons = {
                s: x for s, x in self._lexicons.items() if s in self._store.shelves.values()
            }
            self._lexicons[shelf] = Bm25Lexicon(shelf, self._english)
        return self._lexicons[shelf]

    def _put(self, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        vectors = self._embedder.embed([passage.text for passage in passages])
        with self._lock:
            self._store.open()
            shelving.put(self._store, passages, vectors)
            self._store.name(names)
            self._store.changed()

    def _remove(self, story_ids: Sequence[str], below: Mapping[str, int] | None) -> None:
        with self._lock:
            self._store.open()
            shelving.remove(self._store, story_ids, below)
            self._store.changed()

    def _known(self) -> Mapping[str, int]:
        with self._lock:
            self._store.open()
            return shelving.known(self._store)

    def _close(self) -> None:
        with self._lock:
            self._store.close()


def _closeness(candidate: Candidate) -> tuple[float, float]:
    return candidate.dense, candidate.lexical
