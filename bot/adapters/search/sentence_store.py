"""The vectors of each story's sentences, on disk, for a close look at the few that may fit."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from bot.ports.language import Vectors

_STORIES_AT_HAND = 512  # some ten megabytes
_KEYS_AT_ONCE = 300
_LEVELS = 127
_PAGE = 65_536
_MAPPED = 2**31 - 65_536  # bytes that are read without being copied first
_TABLE = """
CREATE TABLE IF NOT EXISTS sentences (
    shelf TEXT NOT NULL, story TEXT NOT NULL, version INTEGER NOT NULL,
    rows BLOB NOT NULL, lengths BLOB NOT NULL, vectors BLOB NOT NULL,
    UNIQUE (shelf, story, version)
)
"""

_PUT = "INSERT OR REPLACE INTO sentences VALUES (?,?,?,?,?,?)"

Key = tuple[str, int]  # a story and its version

# What is known of a row: the number of its passage, how much it counts in that one, and what
# brings its vector back to length 1.
PASSAGE, SHARE, STEP = range(3)
ROW = 3


@dataclass(frozen=True, slots=True)
class Grain:
    """A story's title (row 0) and sentences as vectors in eight bits, in order.

    `rows` (rows, ROW); `vectors` (rows, dimension); `lengths` (passages + 1,): how long the sum of
    each passage's sentences is, then the sum of all.
    """

    rows: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.int8]


def in_eight_bits(vectors: Vectors) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Give vectors as integers, and what each row has to be multiplied by to be itself again."""
    steps = np.abs(vectors).max(axis=1, keepdims=True) / np.float32(_LEVELS)
    levels = np.round(vectors / np.maximum(steps, np.finfo(np.float32).tiny)).astype(np.int8)
    return levels, steps[:, 0].astype(np.float32)


def _rows(grains: Mapping[tuple[str, Key], Grain]) -> list[tuple[object, ...]]:
    return [
        (shelf, *key, grain.rows.tobytes(), grain.lengths.tobytes(), grain.vectors.tobytes())
        for (shelf, key), grain in grains.items()
    ]


class SentenceStore:
    """One SQLite file beside the vector store; to be used by one thread at a time."""

    def __init__(self, file: Path, dimension: int) -> None:
        self._dimension = dimension
        self._at_hand: LRUCache[tuple[str, Key], Grain] = LRUCache(_STORIES_AT_HAND)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, check_same_thread=False, timeout=30)
        # A story is some forty kilobytes: pages of the usual four would be a long chain for each.
        self._database.execute(f"PRAGMA page_size={_PAGE}")
        self._database.execute(f"PRAGMA mmap_size={_MAPPED}")
        # it can be made again from the record, so a power cut may cost the last writes
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        with self._database:
            self._database.execute(_TABLE)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def put(self, grains: Mapping[tuple[str, Key], Grain]) -> None:
        """Put stories on their shelves, all or none; these versions are then nowhere else."""
        versions = {key for _, key in grains}
        with self._database:
            self._database.executemany(
                "DELETE FROM sentences WHERE story=? AND version=?", list(versions)
            )
            self._database.executemany(_PUT, _rows(grains))
        self._let_go([place for place in self._at_hand if place[1] in versions])

    def put_beside(self, grains: Mapping[tuple[str, Key], Grain]) -> None:
        """Put stories on their shelves, whatever other shelves hold of these versions."""
        with self._database:
            self._database.executemany(_PUT, _rows(grains))

    def remove(self, versions: Mapping[str, int]) -> None:
        """Drop stories from all shelves: their versions lower than the one named."""
        with self._database:
            self._database.executemany(
                "DELETE FROM sentences WHERE story=? AND version<?", versions.items()
            )
        at_hand = ((place, *place[1]) for place in self._at_hand)
        self._let_go([place for place, story, n in at_hand if n < versions.get(story, 0)])

    def known(self) -> set[tuple[str, Key]]:
        """Give what is there: shelf, story and version."""
        found = self._database.execute("SELECT shelf, story, version FROM sentences")
        return {(str(shelf), (str(story), int(version))) for shelf, story, version in found}

    def get(self, shelf: str, keys: Sequence[Key]) -> dict[Key, Grain]:
        """Give the stories that are there."""
        found = {key: grain for key in keys if (grain := self._at_hand.get((shelf, key)))}
        missing = [key for key in keys if key not in found]
        for start in range(0, len(missing), _KEYS_AT_ONCE):
            found |= self._read(shelf, missing[start : start + _KEYS_AT_ONCE])
        return found

    def _read(self, shelf: str, keys: Sequence[Key]) -> dict[Key, Grain]:
        marks = ",".join(["(?,?)"] * len(keys))
        rows = self._database.execute(
            "SELECT story, version, rows, lengths, vectors FROM sentences"  # noqa: S608 - only marks are put in
            f" WHERE shelf=? AND (story, version) IN (VALUES {marks})",
            [shelf, *(part for key in keys for part in key)],
        )
        found = {
            (str(story), int(version)): Grain(
                np.frombuffer(kept, np.float32).reshape(-1, ROW),
                np.frombuffer(lengths, np.float32),
                np.frombuffer(vectors, np.int8).reshape(-1, self._dimension),
            )
            for story, version, kept, lengths, vectors in rows
        }
        for key, grain in found.items():
            self._at_hand[shelf, key] = grain
        return found

    def _let_go(self, places: Sequence[tuple[str, Key]]) -> None:
        for place in places:
            del self._at_hand[place]
