"""The trained heads: linear models on sentence embeddings, one file for each embedder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.adapters.language.offer_phrases import OFFERS
from bot.adapters.language.phrases import phrases
from bot.adapters.language.sign_phrases import SIGNS
from bot.domain.brief import Field
from bot.domain.errors import SetupError
from bot.domain.heard import Intent
from bot.ports.language import Vectors

FOLDER = Path(__file__).parent / "heads"
FIELDS = tuple(Field)
INTENTS = tuple(Intent)
MEANING = 4.0  # how much a vector weighs beside signs of 0 and 1, chosen by cross-validation


@dataclass(frozen=True, slots=True)
class Head:
    """Logistic regressions: weights (labels, features), bias and threshold (labels,)."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    threshold: npt.NDArray[np.float32]

    def margins(self, features: Vectors) -> Vectors:
        """Give how far each label is over its threshold, shape (rows, labels); 0 is yes."""
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
    signs = np.array([signs_in(text) for text in texts], np.float32)
    joined: Vectors = np.hstack(
        [MEANING * clauses, 0.3 * MEANING * turn, asked, form, signs]
    ).astype(np.float32)
    return joined


def product_features(vectors: Vectors, texts: Sequence[str]) -> Vectors:
    """Join what a sentence means with the turns of phrase that offers are made in.

    Shape (sentences, dimension + offers).
    """
    turns = [[float(p.search(text) is not None) for p in _offers()] for text in texts]
    joined: Vectors = np.hstack([MEANING * vectors, np.array(turns, np.float32)]).astype(
        np.float32
    )
    return joined


@cache
def _offers() -> list[re.Pattern[str]]:
    return [phrases(table) for table in OFFERS.values()]


def signs_in(text: str) -> list[float]:
    """Say which signs a text's wording carries, in the order of the table."""
    return [float(pattern.search(text) is not None) for pattern in _patterns()]


@cache
def _patterns() -> list[re.Pattern[str]]:
    return [phrases(table) for table in SIGNS.values()]


def _form(text: str, n: int, count: int) -> list[float]:
    return [
        float("?" in text),
        float(any(c.isdigit() for c in text)),
        float(len(text.split()) <= 4),  # noqa: PLR2004 - a fragment
        float(n == 0),
        float(n == count - 1),
        float(count == 1),
    ]


def intent_features(clauses: Vectors, whole: Vectors, pending: Field | None, text: str) -> Vectors:
    """Join the turn's meaning, its clauses' extremes, its signs, and whether a question waits.

    Shape (1, 2 * dimension + 1 + signs).
    """
    asked = np.array([float(pending is not None)], np.float32)
    strongest = clauses[np.abs(clauses).argmax(axis=0), np.arange(clauses.shape[1])]
    joined: Vectors = np.hstack(
        [MEANING * whole, 0.5 * MEANING * strongest, asked, signs_in(text)]
    )[None, :].astype(np.float32)
    return joined
