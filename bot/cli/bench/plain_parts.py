"""The plain parts: the libraries that set the limit, used as barely as they can be."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from sqlalchemy import create_engine, event, text

from bot.ports.language import Embedder, Vectors

TOP = 10
_AT_ONCE = 5000  # vectors that Chroma takes in one call
_VECTORS, _BM25 = "chroma", "bm25"


class PlainIndexes:
    """One Chroma collection and one BM25 index over the same passages, nothing around them."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote."""
        self._collection = _chroma(folder).get_collection("plain", embedding_function=None)
        self._bm25 = bm25s.BM25.load(str(folder / _BM25), show_progress=False)
        self._size = self._collection.count()

    @classmethod
    def build(cls, folder: Path, passages: Sequence[str], vectors: Vectors) -> "PlainIndexes":
        """Index passages in a new folder."""
        collection = _chroma(folder).create_collection(
            "plain", embedding_function=None, metadata={"hnsw:space": "cosine"}
        )
        for start in range(0, len(passages), _AT_ONCE):
            part = range(start, min(start + _AT_ONCE, len(passages)))
            collection.add([str(n) for n in part], embeddings=vectors[part.start : part.stop])
        lexical = bm25s.BM25()
        lexical.index(_tokens(passages), show_progress=False)
        lexical.save(str(folder / _BM25), show_progress=False)
        return cls(folder)

    def dense(self, vector: Vectors, top: int = TOP) -> list[tuple[int, float]]:
        """Give the nearest passages by meaning, with their cosines."""
        found = self._collection.query(
            query_embeddings=np.asarray([vector]),
            n_results=min(top, self._size),
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(n), 1.0 - float(distance)) for n, distance in pairs]

    def lexical(self, query: str, top: int = TOP) -> list[tuple[int, float]]:
        """Give the best passages by words, with their scores."""
        ids, scores = self._bm25.retrieve(
            _tokens([query]), k=min(top, self._size), show_progress=False
        )
        return [(int(n), float(score)) for n, score in zip(ids[0], scores[0], strict=True)]


class PlainSearch:
    """Embedding the query, one bare Chroma query, one bare BM25 query."""

    parts = "embedding the query + one bare Chroma query + one bare bm25s query"

    def __init__(self, embedder: Embedder, indexes: PlainIndexes) -> None:
        self._embedder = embedder
        self._indexes = indexes

    async def __call__(self, query: str) -> None:
        """Search once."""
        await asyncio.to_thread(self._search, query)

    def _search(self, query: str) -> None:
        self._indexes.dense(self._embedder.embed([query])[0])
        self._indexes.lexical(query)


class PlainCommit:
    """One insert, committed to disk, in a SQLite database of its own."""

    def __init__(self, file: Path) -> None:
        self._engine = create_engine(f"sqlite:///{file}")
        event.listen(self._engine, "connect", _write_ahead)
        with self._engine.begin() as connection:
            connection.execute(text("CREATE TABLE bare (said TEXT)"))

    async def __call__(self, said: str) -> None:
        """Insert one row and commit."""
        await asyncio.to_thread(self._insert, said)

    def _insert(self, said: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text("INSERT INTO bare VALUES (:said)"), {"said": said})

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _chroma(folder: Path) -> Any:
    settings = ChromaSettings(anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder / _VECTORS), settings)


def _write_ahead(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _tokens(texts: Sequence[str]) -> Any:
    return bm25s.tokenize(list(texts), stopwords="en", show_progress=False)
