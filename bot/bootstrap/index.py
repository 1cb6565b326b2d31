"""The index alone, without the application around it: what benchmarks open."""

from collections.abc import Sequence
from pathlib import Path

from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.search.hybrid_index import HybridIndex
from bot.domain.audience import Audience, clearance_for
from bot.domain.passages import Passage
from bot.ports.language import Embedder
from bot.ports.library import Query


def open_embedder(folder: Path) -> Embedder:
    """Open a prepared model by its folder."""
    return OnnxEmbedder(folder)


class BareIndex:
    """The story index in a folder, searched as outsiders search it."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._index = HybridIndex(folder, embedder)

    async def put(self, passages: Sequence[Passage]) -> None:
        """Add whole stories."""
        await self._index.put(passages, {})

    async def search(self, text: str) -> int:
        """Search, and give how many stories were found."""
        return len(await self._index.search(Query(text), clearance_for(Audience.OUTSIDERS)))
