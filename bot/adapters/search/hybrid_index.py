"""The story index: Chroma and BM25 find candidates, a close look orders them."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from bot.adapters.search import shelving
from bot.adapters.search.bm25_lexicon import Bm25Lexicon, Sharing
from bot.adapters.search.chroma_places import Folder, Server
from bot.adapters.search.chroma_shelf import ChromaShelf
from bot.adapters.search.chroma_store import ChromaStore, ShelfKey, prefix_of, shelf_name
from bot.adapters.search.close_look import CloseLook
from bot.adapters.search.english_words import EnglishWords
from bot.adapters.search.fusion import Candidate, Fusion, Ranked, fusion_for
from bot.adapters.search.grinding import sentence_vectors
from bot.adapters.search.question import matter_of, points_of
from bot.adapters.search.sentence_store import PASSAGE, Key, SentenceStore
from bot.domain.audience import Clearance, Visibility
from bot.domain.passages import Passage
from bot.ports.language import Embedder, Vectors
from bot.ports.library import Hit, Query

logger = logging.getLogger(__name__)

_NEAREST = 150  # passages looked at by meaning, where ten stories are wanted
_SHARING = 10  # stories looked at by words
_CLOSELY = 50  # stories of a shelf that are looked at closely
_TELLING = 6  # shared words that are named
_LOOKED_AT = 3  # stories found whose sentences are likely to be told
_HANDED = 32  # of these, whose vectors are taken to be there still

Keep = Callable[[Mapping[str, Vectors]], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question made ready: its vectors, its stems with a word for each, the stories it names."""

    vectors: Vectors
    words: Mapping[str, str]
    named: frozenset[str]
    k: int


class HybridIndex:
    """A `StoryIndex` in a folder. All that it does blocks, so it is done in threads.

    With `server`, passages are on a Chroma server, and the folder holds the sentences alone.
    `fusion` is what was fitted for the embedder, unless another is given. `keep` is handed the
    vectors of the sentences of what was found, for those who look at these sentences next.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        fusion: Fusion | None = None,
        keep: Keep | None = None,
        server: str = "",
    ) -> None:
        self._embedder = embedder
        self._keep = keep
        self._fusion = fusion or fusion_for(embedder.name)
        prefix = prefix_of(embedder.name)
        place = Server(server, prefix) if server else Folder(folder)
        store = ChromaStore(place, prefix)
        sentence_store = SentenceStore(folder / f"{store.prefix}.sentences", embedder.dimension)
        self._stock = shelving.Stock(store, sentence_store)
        self._english = EnglishWords()
        self._lexicons: dict[ChromaShelf, Bm25Lexicon] = {}
        self._handed: deque[tuple[ShelfKey, Key]] = deque(maxlen=_HANDED)
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
        """Let go of the databases."""
        await asyncio.to_thread(self._close)

    def candidates(self, query: Query, clearance: Clearance) -> list[Candidate]:
        """Give all that was looked at closely, in no order; what the weights are fitted on."""
        matter = matter_of(query.text)
        vectors = self._embedder.embed_together([matter, *points_of(matter)])
        with self._lock:
            self._open()
            named = self._named(query, clearance)
            asked = _Asked(vectors, self._words(matter), named, query.k)
            found: dict[str, Candidate] = {}
            for key, shelf in self._stock.passages.readable(clearance, product=query.gate_open):
                for candidate in self._on(key, shelf, asked):
                    other = found.get(candidate.entry.story_id)
                    if other is None or _closeness(candidate) > _closeness(other):
                        found[candidate.entry.story_id] = candidate
            return list(found.values())

    def _open(self) -> None:
        """See what is there now. What others put on a server is ground here once more."""
        if self._stock.passages.open() and self._stock.passages.shared:
            shelving.fill(self._stock, self._embedder)

    def _search(self, query: Query, clearance: Clearance) -> list[Hit]:
        ranked = self._fusion.rank(self.candidates(query, clearance))[: query.k]
        with self._lock:
            if self._keep is not None:
                for key, shelf in self._stock.passages.readable(
                    clearance, product=query.gate_open
                ):
                    self._keep(self._sentences(key, shelf, ranked[:_LOOKED_AT]))
            words = self._words(query.text)
            return [self._hit(found, words) for found in ranked]

    def _sentences(
        self, key: ShelfKey, shelf: ChromaShelf, ranked: Sequence[Ranked]
    ) -> Mapping[str, Vectors]:
        """Give the vectors of what a shelf holds of the stories found, the last ones left out.

        Cutting stories into sentences takes longer than finding them.
        """
        found = [(r.candidate.entry.story_id, r.candidate.entry.version) for r in ranked]
        wanted = [place for place in found if (key, place) not in self._handed]
        self._handed.extend((key, place) for place in wanted)
        sentences: dict[str, Vectors] = {}
        for (story, version), grain in self._stock.sentences.get(shelf_name(key), wanted).items():
            numbers = {int(n) for n in grain.rows[1:, PASSAGE]}
            entries = {n: shelf.entries.get(f"{story}@{version}#{n}") for n in numbers}
            texts = {n: entry.text for n, entry in entries.items() if entry is not None}
            sentences |= sentence_vectors(grain, texts)
        return sentences

    def _words(self, text: str) -> Mapping[str, str]:
        return self._english.by_stem(self._english.words(text))

    def _named(self, query: Query, clearance: Clearance) -> frozenset[str]:
        if Visibility.INTERNAL not in clearance:
            return frozenset()
        named = self._stock.passages.book.named_in(query.text, self._is_ordinary)
        return frozenset(named)

    def _is_ordinary(self, word: str) -> bool:
        stem = next(self._english.stems(word), "")
        shelves = self._stock.passages.shelves.values()
        return any(self._lexicon(shelf).holders(stem) for shelf in shelves)

    def _on(self, key: ShelfKey, shelf: ChromaShelf, asked: _Asked) -> Iterator[Candidate]:
        """Give the candidates of one shelf."""
        sharing = self._lexicon(shelf).ask(list(asked.words))
        wanted = self._worth_a_look(shelf, sharing, asked)
        grains = self._stock.sentences.get(shelf_name(key), wanted)
        if not grains:
            return
        look = CloseLook(asked.vectors, grains)
        shares = [sharing.score(story) for story, _ in look.keys]
        measures = np.column_stack([look.measures(), np.array(shares, np.float32)])
        for (story, version), n, measured in zip(look.keys, look.nearest(), measures, strict=True):
            passage = f"{story}@{version}#{n}"
            if entry := shelf.entries.get(passage):
                yield Candidate(passage, entry, measured, story in asked.named)

    def _worth_a_look(self, shelf: ChromaShelf, sharing: Sharing, asked: _Asked) -> list[Key]:
        near = dict.fromkeys(self._near(shelf, asked))
        most = max(_CLOSELY, 2 * asked.k)
        wanted = list(near)[:most]
        for story in (*sharing.most(max(_SHARING, asked.k)), *asked.named):
            if entry_or_none := sharing.passage(story):
                wanted.append((story, entry_or_none.version))
        return list(dict.fromkeys(wanted))

    def _near(self, shelf: ChromaShelf, asked: _Asked) -> list[Key]:
        """Give the stories near by meaning; while a server does not answer, words must do."""
        wanted = max(_NEAREST, 5 * asked.k)
        try:
            return [(e.story_id, e.version) for e, _ in shelf.nearest(asked.vectors[0], wanted)]
        except Exception as error:
            if not self._stock.passages.shared:
                raise
            logger.warning("found by words alone (%s)", type(error).__name__)
            return []

    def _hit(self, found: Ranked, asked: Mapping[str, str]) -> Hit:
        entry = found.candidate.entry
        lexicons = [self._lexicon(shelf) for shelf in self._stock.passages.shelves.values()]
        shared = [stem for x in lexicons for stem in x.shared(found.candidate.key, asked)]
        shared.sort(key=lambda stem: sum(lexicon.holders(stem) for lexicon in lexicons))
        return Hit(
            story_id=entry.story_id,
            version=entry.version,
            facet=entry.facet,
            score=found.confidence,
            text=entry.text,
            total=found.total,
            lexical=tuple(asked[stem] for stem in shared[:_TELLING]),
        )

    def _lexicon(self, shelf: ChromaShelf) -> Bm25Lexicon:
        if shelf not in self._lexicons:
            there = self._stock.passages.shelves.values()
            self._lexicons = {s: x for s, x in self._lexicons.items() if s in there}
            self._lexicons[shelf] = Bm25Lexicon(shelf, self._english)
        return self._lexicons[shelf]

    def _put(self, passages: Sequence[Passage], names: Mapping[str, str]) -> None:
        delivery = shelving.prepared(passages, self._embedder)
        with self._lock:
            self._open()
            shelving.put(self._stock, delivery)
            self._stock.passages.name(names)
            self._stock.passages.changed()

    def _remove(self, story_ids: Sequence[str], below: Mapping[str, int] | None) -> None:
        with self._lock:
            self._open()
            shelving.remove(self._stock, story_ids, below)
            self._stock.passages.changed()

    def _known(self) -> Mapping[str, int]:
        with self._lock:
            self._open()
            return shelving.known(self._stock)

    def _close(self) -> None:
        with self._lock:
            self._stock.passages.close()
            self._stock.sentences.close()


def _closeness(candidate: Candidate) -> float:
    return float(candidate.measures.sum())
