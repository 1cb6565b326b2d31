"""The heads that sort prose: facet, product talk and outcome, linear in what they see."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.adapters.language.facet_features import Sight
from bot.domain.errors import SetupError
from bot.domain.story import Facet, Outcome
from bot.ports.language import Vectors

FILE = Path(__file__).parent / "heads" / "facets.npz"
# Nobody sorts into what is written on purpose. Unsorted stands for greetings, links and the like.
FACETS = tuple(facet for facet in Facet if facet is not Facet.IN_SHORT)
OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of hashed words (buckets, labels) and of the other features, and a bias."""

    words: npt.NDArray[np.float16]  # as in the file: small, and enough
    form: Vectors
    bias: Vectors

    def odds(self, sight: Sight) -> Vectors:
        """Give the log odds of each label, shape (rows, labels)."""
        rows = [self.words[b].sum(axis=0, dtype=np.float32) / len(b) ** 0.5 for b in sight.buckets]
        worded: Vectors = np.array(rows, np.float32)
        odds: Vectors = worded + sight.form @ self.form + self.bias
        return odds


@dataclass(frozen=True, slots=True)
class FacetHeads:
    """What was trained. `change`: log odds of a facet after another; the last row begins."""

    facet: Linear
    change: Vectors
    usual: Vectors  # log of how common each facet is
    product: Linear
    outcome: Linear
    outcome_calm: float  # what the outcome's log odds are divided by, so that sureness holds


def read_facet_heads(file: Path = FILE) -> FacetHeads:
    """Read the heads.

    Raises:
        SetupError: there are none.
    """
    if not file.exists():
        raise SetupError("No heads were trained to sort stories. Run `make train`.")
    with np.load(file, allow_pickle=False) as kept:
        facet, product, outcome = (
            Linear(*(kept[f"{name}_{part}"] for part in ("words", "form", "bias")))
            for name in ("facet", "product", "outcome")
        )
        return FacetHeads(
            facet,
            kept["change"].astype(np.float32),
            kept["usual"].astype(np.float32),
            product,
            outcome,
            float(kept["outcome_calm"]),
        )


def softmax(odds: Vectors) -> Vectors:
    """Give probabilities along the last axis."""
    raised = np.exp(odds - odds.max(axis=-1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def log_shares(odds: Vectors) -> Vectors:
    """Give log probabilities along the last axis."""
    logs: Vectors = np.log(softmax(odds) + np.float32(1e-6))
    return logs
