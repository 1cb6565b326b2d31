"""Telling talk in favour of the vendor's offer from other sentences, by a trained head."""

from collections.abc import Sequence

from cachetools import LRUCache
from typing_extensions import override

from bot.adapters.language.npz_heads import Head, product_features
from bot.adapters.language.phrases import praise_of
from bot.ports.language import Embedder, ProductTalk

KEPT = 20_000  # sentences; most of what is said comes from the same files again and again
EVEN = 0.5  # the score from which a sentence is product talk


class BuiltinProductTalk(ProductTalk):
    """Scores sentences; each is looked at once."""

    def __init__(self, embedder: Embedder, head: Head, vendor: str) -> None:
        self._embedder = embedder
        self._head = head
        self._praise = praise_of(vendor)
        self._known: LRUCache[str, float] = LRUCache(KEPT)

    @override
    def scores(self, sentences: Sequence[str]) -> Sequence[float]:
        """Give a score from 0 to 1 for each sentence; 0.5 and above is product talk."""
        new = [s for s in dict.fromkeys(sentences) if s not in self._known]
        if new:
            features = product_features(self._embedder.embed(new), new)
            over = self._head.margins(features)[:, 0]
            scored = {s: self._score(s, float(o)) for s, o in zip(new, over, strict=True)}
            self._known.update(scored)
            return [scored.get(s, self._known.get(s, 0.0)) for s in sentences]
        return [self._known[s] for s in sentences]

    def _score(self, sentence: str, over: float) -> float:
        """Move the head's own threshold to one half; praise by name is certain."""
        if self._praise.search(sentence):
            return 1.0
        return min(1.0, max(0.0, EVEN + over))
