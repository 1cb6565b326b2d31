"""Texts that are nearly the same, by MinHash over runs of three words."""

import zlib
from collections.abc import Collection
from itertools import islice

from datasketch import MinHash, MinHashLSH
from typing_extensions import override

from bot.domain.text import words
from bot.ports.library import Lookalike, Lookalikes

_RUN = 3  # words
_HASHES = 128  # a share is told to about four hundredths
_ALIKE = 0.45  # of all runs: one word in ten changed, or as much again added
_LOOKED_AT = 0.35  # the index may miss some of those that are just above its threshold
_MOST_WORDS = 20_000


class DatasketchLookalikes(Lookalikes):
    """Keeps a small sketch of each text in memory."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=_LOOKED_AT, num_perm=_HASHES)
        self._sketches: dict[str, MinHash] = {}

    @override
    def remember(self, key: str, text: str) -> None:
        """Know a text under a key, in place of what was known under it."""
        self.forget(key)
        self._sketches[key] = _sketch(text)
        self._index.insert(key, self._sketches[key])

    @override
    def forget(self, key: str) -> None:
        """Know it no longer."""
        if self._sketches.pop(key, None) is not None:
            self._index.remove(key)

    @override
    def known(self) -> Collection[str]:
        """Give all keys that are known."""
        return self._sketches.keys()

    @override
    def nearest(self, key: str, text: str) -> Lookalike | None:
        """Give the most alike text under another key, None where none is nearly the same."""
        sketch = _sketch(text)
        shares = [
            (float(sketch.jaccard(self._sketches[other])), other)
            for other in self._index.query(sketch)
            if other != key
        ]
        share, other = max(shares, default=(0.0, ""))
        return Lookalike(other, share) if share >= _ALIKE else None


def _sketch(text: str) -> MinHash:
    said = words(text)[:_MOST_WORDS]
    runs = {
        " ".join(run) for run in zip(*(islice(said, n, None) for n in range(_RUN)), strict=False)
    }
    sketch = MinHash(num_perm=_HASHES, hashfunc=zlib.crc32)
    sketch.update_batch([run.encode() for run in runs])
    return sketch
