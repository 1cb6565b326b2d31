"""How near a question is to some stories: as a whole, by passage, sentence by sentence."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bot.adapters.search.sentence_store import PASSAGE, SHARE, STEP, Grain, Key
from bot.ports.language import Vectors

_BEST = 3  # sentences that speak for a story
# what a look measures, in this order
WINDOW, POINTS, SENTENCES, TITLE, WHOLE = range(5)
MEASURES = 5


class CloseLook:
    """Looks at all stories in one go: their sentences lie one after the other."""

    def __init__(self, question: Vectors, grains: Mapping[Key, Grain]) -> None:
        """`question` (1 + points, dimension): the whole, then each point that it makes."""
        self.keys = list(grains)
        kept = list(grains.values())
        self._rows = np.concatenate([grain.rows for grain in kept])
        self._starts = np.cumsum([0, *(len(grain.rows) for grain in kept)])
        levels = np.concatenate([grain.vectors for grain in kept]).astype(np.float32)
        self._likeness = (levels @ question.T) * self._rows[:, STEP : STEP + 1]
        self._passages = _passage_starts(self._rows, self._starts[:-1])
        self._lengths = np.concatenate([grain.lengths[:-1] for grain in kept])
        self._whole_lengths = np.array([grain.lengths[-1] for grain in kept])
        self._firsts = np.cumsum([0, *(len(grain.lengths) - 1 for grain in kept)])
        likeness = self._rows[:, SHARE] * self._likeness[:, 0]
        self._windows = np.add.reduceat(likeness, self._passages) / self._lengths

    def measures(self) -> npt.NDArray[np.float32]:
        """Give (stories, MEASURES), each a cosine or a mean of some.

        WINDOW: the nearest passage. POINTS: for each point of the question the sentence nearest to
        it, on average. SENTENCES: the three sentences nearest to the whole question, on average.
        TITLE: the title. WHOLE: all sentences together.
        """
        titles = self._starts[:-1]
        by_sentence = self._likeness.copy()
        by_sentence[titles] = -1.0
        points = by_sentence[:, 1:] if by_sentence.shape[1] > 1 else by_sentence
        without_titles = self._likeness[:, 0].copy()
        without_titles[titles] = 0.0
        measured = np.empty((len(self.keys), MEASURES), np.float32)
        measured[:, WINDOW] = np.maximum.reduceat(self._windows, self._firsts[:-1])
        measured[:, POINTS] = np.maximum.reduceat(points, titles).mean(axis=1)
        measured[:, SENTENCES] = self._best(by_sentence[:, 0])
        measured[:, TITLE] = self._likeness[titles, 0]
        measured[:, WHOLE] = np.add.reduceat(without_titles, titles) / self._whole_lengths
        return measured

    def nearest(self, n: int) -> int:
        """Give the number of the nearest passage of the n-th story."""
        first, end = self._firsts[n], self._firsts[n + 1]
        row = self._passages[first + int(np.argmax(self._windows[first:end]))]
        return int(self._rows[row, PASSAGE])

    def _best(self, likeness: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Give the mean of each story's best few."""
        sizes = np.diff(self._starts)
        story = np.repeat(np.arange(len(sizes)), sizes)
        ordered = likeness[np.lexsort((-likeness, story))]
        counted = np.minimum(_BEST, np.maximum(1, sizes - 1))
        rank = np.arange(len(likeness)) - self._starts[:-1].repeat(sizes)
        taken = np.where(rank < counted.repeat(sizes), ordered, 0.0)
        best: npt.NDArray[np.float32] = np.add.reduceat(taken, self._starts[:-1]) / counted
        return best


def _passage_starts(
    rows: npt.NDArray[np.float32], titles: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Give the row at which each passage begins. A title counts nothing, so it may trail one."""
    begins = np.ones(len(rows), bool)
    begins[1:] = rows[1:, PASSAGE] != rows[:-1, PASSAGE]
    begins[titles[titles + 1 < len(rows)] + 1] = True
    begins[titles] = False
    starts: npt.NDArray[np.int64] = np.flatnonzero(begins)
    return starts
