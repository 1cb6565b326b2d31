"""The index alone, without the application around it: what benchmarks open."""

from pathlib import Path

from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.search.hybrid_index import HybridIndex
from bot.ports.language import Embedder
from bot.ports.library import StoryIndex


def open_embedder(folder: Path) -> Embedder:
    """Open a prepared model by its folder."""
    return OnnxEmbedder(folder)


def open_index(folder: Path, embedder: Embedder) -> StoryIndex:
    """Open the story index in a folder."""
    return HybridIndex(folder, embedder)
