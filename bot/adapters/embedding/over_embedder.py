"""What embedders that stand over another have in common: they speak in its name."""

from typing_extensions import override

from bot.ports.language import Embedder


class OverEmbedder(Embedder):
    """Names the model that is below it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    @override
    def name(self) -> str:
        """The model's name."""
        return self._embedder.name

    @property
    @override
    def dimension(self) -> int:
        """How long a vector is."""
        return self._embedder.dimension
