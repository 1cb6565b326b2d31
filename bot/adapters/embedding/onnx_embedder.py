"""Texts to unit vectors with a prepared model, on the CPU."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.adapters.embedding.manifest import MODEL, TOKENIZER, read_manifest

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Span = tuple[int, int]  # from and to, in characters

# Measured on two cores: larger batches are slower, and the runtime keeps the memory they took.
_BATCH_TOKENS = 256
_BATCH_TEXTS = 8
# A run costs about as much as this many tokens, so a text is padded by no more to save one.
_PADDING = 8
# More than any model reads, so that a book takes no longer than a page.
_MAX_CHARACTERS = 20_000


class OnnxEmbedder:
    """Turns texts into unit vectors; safe to use from several threads at once.

    `folder` is what `prepare` gave; `ModelNotPreparedError` if it is not whole. `threads` of 0
    means one for each core. To be made after a process has forked, not before.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        manifest = read_manifest(folder)
        self._name = manifest.name
        self._dimension = manifest.dimension
        self._max_tokens = manifest.max_tokens
        self._tokenizer = open_tokenizer(folder / TOKENIZER, manifest.max_tokens)
        self._session = _open_session(folder / MODEL, threads or os.cpu_count() or 1)

    @property
    def name(self) -> str:
        """The model and its recipe; it changes whenever the vectors do."""
        return self._name

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give a unit vector for each text, shape (len(texts), dimension), in the texts' order.

        Any text will do, an empty one too; what is beyond the model's longest text is not read.
        A text's vector does not depend on the other texts, but for the last digit of a float.
        """
        tokens = [self._tokens(text) for text in texts]
        vectors = np.empty((len(tokens), self._dimension), np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = self._run([[tokens[index]] for index in batch])[:, 0]
        return vectors

    def embed_together(self, texts: Sequence[str]) -> Vectors:
        """Give what `embed` gives, in a single run: for a question and its parts.

        A run over few tokens takes nearly as long as one over twice as many.
        """
        tokens = [self._tokens(text) for text in texts]
        if not tokens or sum(map(len, tokens)) > self._max_tokens:
            return self.embed(texts)
        [vectors] = self._run([tokens])
        return np.asarray(vectors)

    def embed_one(self, text: str) -> Vectors:
        """Give the unit vector of one text, shape (dimension,)."""
        vector: Vectors = self.embed([text])[0]
        return vector

    def encode_spans(self, text: str, spans: Sequence[Span]) -> Vectors:
        """Give a unit vector for each span of a text, shape (spans, dimension), as it is tuned.

        A span is (start, end) in characters, and its vector is made of all that stands around it.
        One that is beyond the model's longest text, or holds nothing, is given the whole text's.
        """
        coded = self._tokenizer.encode(_clean(text))
        tokens = len(coded.ids)
        pooled = np.zeros((len(spans), tokens), np.float32)
        for row, span in zip(pooled, spans, strict=True):
            row[tokens_of(span, coded.offsets)] = 1
        inputs = {
            "input_ids": np.asarray([coded.ids], np.int64),
            "positions": np.arange(tokens, dtype=np.int64)[None],
            "parts": np.ones((1, 1, tokens), np.float32),
            "spans": pooled[None],
            "tuned": np.ones((1, tokens, 1), np.float32),
        }
        vectors: Vectors = self._session.run(None, inputs)[0][0]
        return vectors

    def _tokens(self, text: str) -> Ids:
        return np.asarray(self._tokenizer.encode(_clean(text)).ids, np.int64)

    def _run(self, rows: Sequence[Sequence[Ids]]) -> Vectors:
        """Give (rows, texts, dimension) for rows of equally many texts each."""
        width = max(sum(map(len, texts)) for texts in rows)
        ids, positions = np.zeros((2, len(rows), width), np.int64)
        parts = np.zeros((len(rows), len(rows[0]), width), np.float32)
        for row, texts in enumerate(rows):
            start = 0
            for part, tokens in enumerate(texts):
                end = start + len(tokens)
                ids[row, start:end] = tokens
                positions[row, start:end] = np.arange(len(tokens))
                parts[row, part, start:end] = 1
                start = end
        inputs = {
            "input_ids": ids,
            "positions": positions,
            "parts": parts,
            "spans": parts,
            "tuned": np.zeros((len(rows), width, 1), np.float32),
        }
        vectors: Vectors = self._session.run(None, inputs)[0]
        return vectors


def _clean(text: str) -> str:
    # half of a surrogate pair, as broken JSON has it, is no character for the tokenizer
    return text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Give the indices of texts to run together; the longest come first.

    The runtime keeps the memory of its largest batch, so it had better meet that one first.
    """
    batch: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index], reverse=True):
        full = len(batch) == _BATCH_TEXTS or longest * (len(batch) + 1) > _BATCH_TOKENS
        if batch and (full or longest - lengths[index] > _PADDING):
            yield batch
            batch = []
        if not batch:
            longest = lengths[index]
        batch.append(index)
    if batch:
        yield batch


def tokens_of(span: Span, offsets: Sequence[Span]) -> list[int]:
    """Give the tokens that stand in a span, or all where none does."""
    start, end = span
    inside = [n for n, (a, b) in enumerate(offsets) if start < b and a < min(b, end)]
    return inside or list(range(len(offsets)))


def open_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    """Open a model's tokenizer as texts are read here: unpadded, cut, with no secret words."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - 50 ms that most commands do not need

    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()  # the file asks for 128 tokens, always
    tokenizer.enable_truncation(max_tokens)
    tokenizer.encode_special_tokens = True  # a "</s>" that somebody types is text, not an end
    return tokenizer


def _open_session(path: Path, threads: int) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - the same

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it keeps a plan for every shape it meets
    # A thread that spins while it waits takes the core from whoever else has work: on two busy
    # cores a query took three times as long with it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
