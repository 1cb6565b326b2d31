"""How near sentences are in meaning, by the packaged model."""

from collections.abc import Sequence

from typing_extensions import override

from bot.ports.language import Embedder, Likeness


class EmbedderLikeness(Likeness):
    """Compares unit vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @override
    def __call__(self, sentence: str, others: Sequence[str]) -> float:
        """Give the highest cosine; 0 where there are no others."""
        if not others:
            return 0.0
        vectors = self._embedder.embed_together([sentence, *others])
        return float((vectors[1:] @ vectors[0]).max())
