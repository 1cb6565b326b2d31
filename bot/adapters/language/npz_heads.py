"""The trained heads: linear models on embeddings, and what they see beside the meaning."""

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
from bot.domain.errors import SetupError
from bot.ports.language import Vectors

FOLDER = Path(__file__).parent / "heads"
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


def read_product_head(embedder: str, folder: Path = FOLDER) -> Head:
    """Read the head that tells product talk, as it was trained for an embedder.

    Raises:
        SetupError: none was trained for it.
    """
    missing = f"No heads were trained for '{embedder}'. Run `make train`."
    [head] = read_heads(product_file(embedder, folder), ["product"], missing)
    return head


def product_file(embedder: str, folder: Path = FOLDER) -> Path:
    """Give where the head that tells product talk is kept."""
    return folder / f"product-{family(embedder)}.npz"


def family(embedder: str) -> str:
    """Give the short name under which an embedder's heads are kept."""
    return "minilm" if "minilm" in embedder.lower() else "mpnet"


def read_heads(file: Path, names: Sequence[str], missing: str) -> list[Head]:
    """Read heads from a file that may hold several; `missing` says what to do without it.

    Raises:
        SetupError: there is no such file.
    """
    if not file.exists():
        raise SetupError(missing)
    parts = ("weights", "bias", "threshold")
    with np.load(file, allow_pickle=False) as kept:
        return [Head(*(kept[f"{name}_{part}"] for part in parts)) for name in names]


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
