"""A tuning of a model: small matrices that its upper layers add where a text is listened to.

Low-rank adaptation (Hu et al. 2021): to a weight W is added AB, with A (in, rank), B (rank, out).
The weights themselves stay as they are, so that one model serves both, plain and tuned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.adapters.embedding.graph_builder import LowRank
from bot.adapters.embedding.official import sha256_of

FOLDER = Path(__file__).parent / "tunings"


@dataclass(frozen=True, slots=True)
class Tuning:
    """The tuned weights of a model, by the names of its tensors, without `.weight`."""

    pairs: Mapping[str, LowRank]

    def of(self, name: str) -> LowRank | None:
        """Give what is added to a weight, None where it stays as it is."""
        return self.pairs.get(name)


def side_by_side(pairs: Sequence[LowRank | None]) -> LowRank | None:
    """Join what is added to weights of one size that are multiplied as one; all or none."""
    found = [pair for pair in pairs if pair is not None]
    if not found:
        return None
    rank, width = found[0].up.shape
    up = np.zeros((rank * len(found), width * len(found)), np.float32)
    for n, pair in enumerate(found):
        up[n * rank : (n + 1) * rank, n * width : (n + 1) * width] = pair.up
    return LowRank(np.concatenate([pair.down for pair in found], axis=1), up)


def tuning_file(model: str) -> Path:
    """Give where a model's tuning is kept."""
    return FOLDER / f"{model}.npz"


def read_tuning(model: str) -> Tuning:
    """Read a model's tuning; one that has none is tuned nowhere."""
    file = tuning_file(model)
    if not file.exists():
        return Tuning({})
    with np.load(file, allow_pickle=False) as kept:
        names = [key.removesuffix(".down") for key in kept.files if key.endswith(".down")]
        return Tuning(
            {
                name: LowRank(
                    kept[f"{name}.down"].astype(np.float32), kept[f"{name}.up"].astype(np.float32)
                )
                for name in names
            }
        )


def write_tuning(model: str, pairs: Mapping[str, LowRank]) -> None:
    """Write a model's tuning, in half precision."""
    FOLDER.mkdir(exist_ok=True)
    kept = {f"{name}.down": pair.down.astype(np.float16) for name, pair in pairs.items()}
    kept |= {f"{name}.up": pair.up.astype(np.float16) for name, pair in pairs.items()}
    with tuning_file(model).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **kept)


def tuning_sha256(model: str) -> str:
    """Give the checksum of a model's tuning, empty where it has none."""
    file = tuning_file(model)
    return sha256_of(file) if file.exists() else ""
