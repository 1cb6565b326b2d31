"""Putting likeness of meaning and shared words together, and saying how sure the result is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.adapters.search.chroma_shelf import Entry

NAMED = 0.9  # the confidence of a story whose customer an insider has named


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may fit: the cosine of its nearest passage, its best BM25 score."""

    entry: Entry
    dense: float
    lexical: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the two are weighed, and how the sum becomes a confidence; fitted for each embedder.

    `weight` is what one standard deviation of the candidates' BM25 scores counts in cosine. Taken
    over the candidates alone it is the same for small libraries and large ones, and where no words
    are shared the order is that of meaning. `slope` and `middle` are those of a logistic curve.
    """

    weight: float
    slope: float
    middle: float

    def rank(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
        """Give the candidates best first, each with its confidence."""
        if not candidates:
            return []
        if not candidates:
            return []
        spread = float(np.std([c.lexical for c in candidates])) or 1.0
        sums = [c.dense + self.weight * c.lexical / spread for c in candidates]
        scored = [(c, self._confidence(c, s)) for c, s in zip(candidates, sums, strict=True)]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0].entry.story_id))

    def _confidence(self, candidate: Candidate, total: float) -> float:
        sure = 1.0 / (1.0 + math.exp(-self.slope * (total - self.middle)))
        return NAMED + (1.0 - NAMED) * sure if candidate.named else sure


_FITTED = {
    "mpnet": Fusion(weight=0.02, slope=14.0, middle=0.44),
    "minilm": Fusion(weight=0.02, slope=14.0, middle=0.5),
}


def fusion_for(embedder: str) -> Fusion:
    """Give what was fitted for an embedder; for an unknown one, what was fitted for MPNet."""
    return next((f for name, f in _FITTED.items() if name in embedder.lower()), _FITTED["mpnet"])
