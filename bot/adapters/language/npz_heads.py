"""The trained heads: linear models on sentence embeddings, one file for each embedder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.domain.brief import Field
from bot.domain.errors import SetupError
from bot.domain.heard import Intent
from bot.ports.language import Vectors

FOLDER = Path(__file__).parent / "heads"
FIELDS = tuple(Field)
INTENTS = tuple(Intent)


@dataclass(frozen=True, slots=True)
class Head:
    """One-vs-rest logistic regressions: weights (labels, features), bias and threshold (labels,)."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    threshold: npt.NDArray[np.float32]

    def margins(self, features: Vectors) -> Vectors:
        """Give how far each label is over its threshold, shape (rows, labels); 0 and above is yes."""
        odds = features @ self.weights.T + self.bias
        over: Vectors = 1.0 / (1.0 + np.exp(-odds)) - self.threshold
        return over


@dataclass(frozen=True, slots=True)
class Heads:
    """What one embedder's heads were trained to tell."""

    fields: Head
    intents: Head
    product: Head


def read_heads(embedder: str, folder: Path = FOLDER) -> Heads:
    """Read the heads that were trained for an embedder.

    Raises:
        SetupError: none were trained for it.
    """
    file = folder / f"{family(embedder)}.npz"
    if not file.exists():
        raise SetupError(f"No heads were trained for '{embedder}'. Run `make train`.")
    with np.load(file, allow_pickle=False) as kept:
        return Heads(*(_head(kept, name) for name in ("fields", "intents", "product")))


def family(embedder: str) -> str:
    """Give the short name under which an embedder's heads are kept."""
    return "minilm" if "minilm" in embedder.lower() else "mpnet"


def _head(kept: "np.lib.npyio.NpzFile", name: str) -> Head:
    return Head(*(kept[f"{name}_{part}"] for part in ("weights", "bias", "threshold")))


def field_features(
    clauses: Vectors, whole: Vectors, pending: Field | None, texts: Sequence[str]
) -> Vectors:
    """Join what is known of each clause: its meaning, its turn's, the question, its form.

    Shape (clauses, 2 * dimension + 13 + 6).
    """
    count = len(texts)
    asked = np.zeros((count, len(FIELDS)), np.float32)
    if pending is not None:
        asked[:, FIELDS.index(pending)] = 1.0
    form = np.array([_form(text, n, count) for n, text in enumerate(texts)], np.float32)
    turn = np.repeat(whole[None, :], count, axis=0)
    joined: Vectors = np.hstack([clauses, 0.3 * turn, asked, form]).astype(np.float32)
    return joined


def _form(text: str, n: int, count: int) -> list[float]:
    return [
        float("?" in text),
        float(any(c.isdigit() for c in text)),
        float(len(text.split()) <= 4),  # noqa: PLR2004 - a fragment
        float(n == 0),
        float(n == count - 1),
        float(count == 1),
    ]


def intent_features(clauses: Vectors, whole: Vectors, pending: Field | None) -> Vectors:
    """Join the turn's meaning with the extremes of its clauses' and whether a question waits.

    Shape (1, 2 * dimension + 1).
    """
    asked = np.array([float(pending is not None)], np.float32)
    strongest = clauses[np.abs(clauses).argmax(axis=0), np.arange(clauses.shape[1])]
    joined: Vectors = np.hstack([whole, 0.5 * strongest, asked])[None, :].astype(np.float32)
    return joined
