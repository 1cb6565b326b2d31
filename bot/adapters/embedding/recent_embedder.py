"""An embedder that keeps the vectors of the last texts, for those who look at the same ones."""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import numpy as np
from cachetools import LRUCache
from typing_extensions import override

from bot.adapters.embedding.over_embedder import OverEmbedder
from bot.ports.language import Embedder, Vectors

KEPT = 8_000  # texts, 25 MB at 768 dimensions; more than the sentences of a batch that is loaded


class RecentEmbedder(OverEmbedder):
    """Embeds each text once, while it is judged, sorted and indexed; safe in several threads."""

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        super().__init__(embedder)
        self._recent: LRUCache[str, Vectors] = LRUCache(kept)
        self._lock = Lock()

    @override
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector for each text, shape (len(texts), dimension)."""
        return self._known_or(self._embedder.embed, texts)

    @override
    def embed_together(self, texts: Sequence[str]) -> Vectors:
        """Give the same, made for a few short texts that are wanted at once."""
        return self._known_or(self._embedder.embed_together, texts)

    def keep(self, vectors: Mapping[str, Vectors]) -> None:
        """Take vectors that somebody else has at hand; those already known stay."""
        with self._lock:
            for text, vector in vectors.items():
                if text not in self._recent:
                    self._recent[text] = vector.copy()

    def _known_or(
        self, embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str]
    ) -> Vectors:
        with self._lock:
            found = {text: v for text in texts if (v := self._recent.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            # a row of its own, or one that is kept would keep its whole batch
            made = {text: v.copy() for text, v in zip(new, embed(new), strict=True)}
            found |= made
            with self._lock:
                self._recent.update(made)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            row[:] = found[text]
        return vectors
