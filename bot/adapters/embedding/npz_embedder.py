"""An embedder that keeps the vectors of texts that come again at every start, in one file."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from typing_extensions import override

from bot.adapters.embedding.over_embedder import OverEmbedder
from bot.ports.language import Embedder, Vectors


class NpzEmbedder(OverEmbedder):
    """For few and fixed texts, such as the owner's facts: embedding takes seconds, reading none.

    The file is a cache. One that cannot be read, or is another model's, is made anew.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        super().__init__(embedder)
        self._file = folder / f"{embedder.name}.npz"
        self._kept: dict[str, Vectors] | None = None

    @override
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector for each text, shape (len(texts), dimension)."""
        if self._kept is None:
            self._kept = self._read()
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if missing:
            self._kept |= dict(zip(missing, self._embedder.embed(missing), strict=True))
            self._write(self._kept)
        return np.array([self._kept[text] for text in texts], np.float32)

    @override
    def embed_together(self, texts: Sequence[str]) -> Vectors:
        """Give the same as `embed`."""
        return self.embed(texts)

    def _read(self) -> dict[str, Vectors]:
        try:
            with np.load(self._file, allow_pickle=False) as kept:
                return dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self, kept: dict[str, Vectors]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part.npz")
        np.savez(part, texts=np.array(list(kept)), vectors=np.array(list(kept.values())))
        part.replace(self._file)
