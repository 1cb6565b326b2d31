"""How near a question is to some stories: as a whole, by passage, sentence by sentence."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bot.adapters.search.sentence_store import PASSAGE, SHARE, STEP, Grain, Key
from bot.ports.language import Vectors

# what a look measures, in this order
WINDOW, POINTS, STRONGEST, TITLE, WHOLE = range(5)
MEASURES = 5


class CloseLook:
    """Looks at all stories in one go: their sentences lie one after the other."""

    def __init__(self, question: Vectors, grains: Mapping[Key, Grain]) -> None:
        """`question` (1 + points, dimension): the whole, then each point that it makes."""
        self.keys = list(grains)
        kept = list(grains.values())
        self._rows = np.concatenate([grain.rows for grain in kept])
        self._starts = np.cumsum([0, *(len(grain.rows) for grain in kept)])
        likeness = np.empty((len(self._rows), len(question)), np.float32)
        for grain, start in zip(kept, self._starts, strict=False):
            # story by story, so that the wide form of its vectors stays close to the processor
            levels = grain.vectors.astype(np.float32)
            np.matmul(levels, question.T, out=likeness[start : start + len(levels)])
        self._likeness = likeness * self._rows[:, STEP : STEP + 1]
        self._passages = _passage_starts(self._rows, self._starts[:-1])
        self._lengths = np.concatenate([grain.lengths[:-1] for grain in kept])
        self._whole_lengths = np.array([grain.lengths[-1] for grain in kept])
        self._firsts = np.cumsum([0, *(len(grain.lengths) - 1 for grain in kept)])
        shares = self._rows[:, SHARE] * self._likeness[:, 0]
        self._windows = np.add.reduceat(shares, self._passages) / self._lengths

    def measures(self) -> npt.NDArray[np.float32]:
        """Give (stories, MEASURES), each a cosine or a mean of some.

        WINDOW: the nearest passage. POINTS: for each point of the question the sentence nearest to
        it, on average. STRONGEST: the same for the point that is met best. TITLE: the title.
        WHOLE: all sentences together.
        """
        titles = self._starts[:-1]
        points = self._likeness[:, 1:] if self._likeness.shape[1] > 1 else self._likeness
        by_sentence = points.copy()
        by_sentence[titles] = -1.0
        met = np.maximum.reduceat(by_sentence, titles)
        without_titles = self._likeness[:, 0].copy()
        without_titles[titles] = 0.0
        measured = np.empty((len(self.keys), MEASURES), np.float32)
        measured[:, WINDOW] = np.maximum.reduceat(self._windows, self._firsts[:-1])
        measured[:, POINTS] = met.mean(axis=1)
        measured[:, STRONGEST] = met.max(axis=1)
        measured[:, TITLE] = self._likeness[titles, 0]
        measured[:, WHOLE] = np.add.reduceat(without_titles, titles) / self._whole_lengths
        return measured

    def nearest(self) -> list[int]:
        """Give the number of the nearest passage of each story."""
        sizes = np.diff(self._firsts)
        nearest = np.maximum.reduceat(self._windows, self._firsts[:-1]).repeat(sizes)
        best = np.flatnonzero(self._windows == nearest)
        # where two are as near, the first
        rows = self._passages[best[np.searchsorted(best, self._firsts[:-1])]]
        return [int(number) for number in self._rows[rows, PASSAGE]]


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
