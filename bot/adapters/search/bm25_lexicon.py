"""Which passages and stories share telling words with a query (BM25)."""

import math
from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby

import bm25s
import numpy as np
import numpy.typing as npt

from bot.adapters.search.chroma_shelf import ChromaShelf, Entry
from bot.adapters.search.english_words import EnglishWords

# how soon repeating a word stops to count, and how much a long passage is held back; chosen on
# real stories, cut into passages of about one length
_SATURATION = 0.9
_LENGTH = 0.4

Scores = npt.NDArray[np.float32]


class Bm25Lexicon:
    """The words of one shelf, with the title of each passage's story among them.

    Follows the shelf: what has changed is counted anew at the next question.
    """

    def __init__(self, shelf: ChromaShelf, english: EnglishWords) -> None:
        self._shelf = shelf
        self._english = english
        self._numbers: dict[str, int] = {}
        self._passages: dict[str, array[int]] = {}
        self._entries: list[Entry] = []
        self._stories: dict[str, int] = {}
        self._starts: list[int] = []
        self._index: bm25s.BM25 | None = None
        self._seen = -1

    def ask(self, stems: Sequence[str]) -> "Sharing":
        """Say of all passages how much of a question they share, by its stems."""
        self._follow()
        numbers = [self._numbers[stem] for stem in stems if stem in self._numbers]
        if self._index is None or not numbers:
            scores = np.zeros(len(self._entries), np.float32)
        else:
            scores = self._index.get_scores_from_ids(numbers) / self._most(stems)
        return Sharing(self._entries, self._stories, self._starts, scores)

    def holders(self, stem: str) -> int:
        """Say how many passages have a stem."""
        self._follow()
        if self._index is None or stem not in self._numbers:
            return 0
        starts, number = self._index.scores["indptr"], self._numbers[stem]
        return int(starts[number + 1] - starts[number])

    def shared(self, key: str, stems: Iterable[str]) -> list[str]:
        """Give those of these stems that stand in a passage or in the title of its story."""
        self._follow()
        passage = self._passages.get(key)
        if passage is None:
            return []
        there = frozenset(passage)
        return [stem for stem in stems if self._numbers.get(stem) in there]

    def _most(self, stems: Sequence[str]) -> float:
        """Give what a passage would score that is about nothing but these words.

        With it a score is the share of a question, the same in small libraries and in large ones;
        words that the library does not have count in full.
        """
        total = len(self._entries)
        held = (self.holders(stem) for stem in stems)
        return sum(math.log1p((total - n + 0.5) / (n + 0.5)) for n in held)

    def _follow(self) -> None:
        if self._seen == self._shelf.changes:
            return
        entries = self._shelf.entries
        self._passages = {key: self._encoded(key, entry) for key, entry in entries.items()}
        keys = sorted(entries, key=lambda key: entries[key].story_id)
        self._entries = [entries[key] for key in keys]
        self._stories, self._starts = {}, []
        for story, group in groupby(enumerate(self._entries), lambda pair: pair[1].story_id):
            self._stories[story] = len(self._starts)
            self._starts.append(next(group)[0])
        self._index = self._indexed([self._passages[key] for key in keys])
        self._seen = self._shelf.changes

    def _encoded(self, key: str, entry: Entry) -> "array[int]":
        if known := self._passages.get(key):
            return known
        stems = self._english.stems(f"{entry.title}. {entry.text}")
        numbers = self._numbers
        return array("i", [numbers.setdefault(stem, len(numbers)) for stem in stems])

    def _indexed(self, passages: "list[array[int]]") -> bm25s.BM25 | None:
        if not any(passages):
            return None
        index = bm25s.BM25(method="lucene", k1=_SATURATION, b=_LENGTH)
        vocabulary = {str(number): number for number in range(len(self._numbers))}
        index.index(([list(p) for p in passages], vocabulary), show_progress=False)
        return index


class Sharing:
    """How much each story of a shelf shares with a question."""

    def __init__(
        self,
        entries: Sequence[Entry],
        stories: dict[str, int],
        starts: Sequence[int],
        scores: Scores,
    ) -> None:
        self._entries = entries
        self._stories = stories
        self._starts = [*starts, len(entries)]
        self._scores = scores
        empty = np.zeros(0, np.float32)
        self._best: Scores = np.maximum.reduceat(scores, starts) if starts else empty

    def most(self, count: int) -> list[str]:
        """Give the stories that share most, those that share nothing left out."""
        names = list(self._stories)
        top = range(len(names))
        if len(names) > count:
            top = np.argpartition(-self._best, count)[:count].tolist()
        return [names[at] for at in top if self._best[at] > 0]

    def score(self, story_id: str) -> float:
        """Give the largest share of a story's passages, 0 to 1; 0 for one that is not here."""
        at = self._stories.get(story_id)
        return 0.0 if at is None else float(self._best[at])

    def passage(self, story_id: str) -> Entry | None:
        """Give the passage of a story that shares most."""
        at = self._stories.get(story_id)
        if at is None:
            return None
        start, end = self._starts[at], self._starts[at + 1]
        return self._entries[start + int(np.argmax(self._scores[start:end]))]
