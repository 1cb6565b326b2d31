"""Weighing what was measured of each story, and saying how sure the sum is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.adapters.search.chroma_shelf import Entry
from bot.adapters.search.close_look import MEASURES

NAMED = 0.9  # the confidence of a story whose customer an insider has named
_FAR_ABOVE = 10.0  # what a name counts, more than all measures together
WORDS = MEASURES  # the last measure: the share of the question's telling words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may fit: its nearest passage, by its key, and what was measured."""

    key: str
    entry: Entry
    measures: npt.NDArray[np.float32]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with the sum that it was ordered by, and how surely it fits, 0 to 1."""

    candidate: Candidate
    total: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the measures are weighed; chosen for an embedder with `training/measure_search.py`.

    `weights` order stories. `sure` and `bias` are those of a logistic curve over the same sums:
    it gives a confidence that means the same for every question.
    """

    weights: tuple[float, ...]
    sure: tuple[float, ...]
    bias: float

    def rank(self, candidates: Sequence[Candidate]) -> list[Ranked]:
        """Give the candidates best first; the first has the highest confidence, and so on."""
        if not candidates:
            return []
        measures = np.array([candidate.measures for candidate in candidates])
        totals = measures @ np.array(self.weights)
        confidence = 1.0 / (1.0 + np.exp(-(measures @ np.array(self.sure) + self.bias)))
        named = np.array([candidate.named for candidate in candidates])
        confidence = np.where(named, NAMED + (1.0 - NAMED) * confidence, confidence)
        totals = totals + _FAR_ABOVE * named
        ids = [candidate.entry.story_id for candidate in candidates]
        order = np.lexsort((np.array(ids), -totals))
        falling = -np.sort(-confidence)
        return [
            Ranked(candidates[at], float(totals[at]), float(sure))
            for at, sure in zip(order, falling, strict=True)
        ]


# in the order of the measures: window, points, strongest, title, whole, words
_MPNET = Fusion((0.9, 1.0, 0.0, 0.3, 0.8, 1.0), sure=(9.5, 0.0, 6.0, 1.3, 3.5, 3.9), bias=-8.15)
_FITTED = {"mpnet": _MPNET}


def fusion_for(embedder: str) -> Fusion:
    """Give what was fitted for an embedder; for another one, what was fitted for MPNet."""
    return next((f for name, f in _FITTED.items() if name in embedder.lower()), _MPNET)
