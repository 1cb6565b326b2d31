"""Tune the upper layers of a packaged model to listen, with heads for fields and intents.

usage: python -m training.tune_listening mpnet|minilm [--epochs N]

It needs PyTorch, which Groundwork itself does not: see MODEL_CARD.md. First a sixth of the files
is held out, to choose thresholds and to say how good listening is; then all are learned from.
Linear heads come first and the layers below them after (Kumar et al. 2022), or the first steps
would spoil what the model knows.
"""

import argparse
import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn
from torch.nn import functional

from bot.adapters.embedding.models import ModelSpec, model_spec
from bot.adapters.embedding.onnx_embedder import open_tokenizer
from bot.adapters.embedding.tuning import write_tuning
from bot.adapters.embedding.weights import Places, find_weights
from bot.adapters.language.listening_heads import (
    FIELDS,
    INTENTS,
    listening_file,
)
from bot.ports.language import Vectors
from bot.settings import Settings
from training.listening_model import Data, Listening, Row, row_of
from training.torch_encoder import TunedEncoder
from training.turn_examples import TurnExample, read_turns

SEED = 7
RANK = 8
TUNED_SHARE = 1 / 3  # of the layers, from the top
EPOCHS = 4
TEXTS = 16  # of a batch
RATE, HEAD_RATE = 5e-4, 1e-3  # of learning
WARM_UP = 0.1  # of all steps
STRENGTH = 0.1  # inverse of the regularisation of the first heads
HELD_OUT = 6  # every sixth file

Flags = npt.NDArray[np.bool_]


def main() -> None:
    """Tune, report, and write the tuning and the heads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    wanted = parser.parse_args()
    spec = model_spec(wanted.model)
    turns = read_turns()
    files = sorted({turn.source for turn in turns})
    held_out = {file for n, file in enumerate(files) if n % HELD_OUT == HELD_OUT - 1}
    with tempfile.TemporaryDirectory() as work:
        trainer = Trainer(spec, Path(work), turns, wanted.epochs)
        learned = [n for n, turn in enumerate(turns) if turn.source not in held_out]
        rest = [n for n, turn in enumerate(turns) if turn.source in held_out]
        print(f"{len(turns)} turns, {len(rest)} of them held out")
        thresholds = _thresholds(trainer, trainer.fit(learned), rest)
        _write(spec, trainer.fit(range(len(turns))), thresholds)


class Trainer:
    """Fits from the same start each time."""

    def __init__(
        self, spec: ModelSpec, work: Path, turns: Sequence[TurnExample], epochs: int
    ) -> None:
        settings = Settings()
        self._spec = spec
        self._found = find_weights(spec, Places(settings.weights_dir), work, print)
        self._epochs = epochs
        tokenizer = open_tokenizer(self._found.tokenizer, spec.architecture.max_tokens)
        rows = [row_of(turn, tokenizer) for turn in turns]
        self.data = Data(rows, list(_lower(self._encoder(), rows)))

    def fit(self, chosen: Sequence[int]) -> Listening:
        """Learn from some of the turns."""
        torch.manual_seed(SEED)
        order = np.random.default_rng(SEED)
        dimension = self._spec.architecture.dimension
        model = Listening(self._encoder(), dimension, self.data.rows[0])
        _first_heads(model, self.data, chosen)
        tuned = [p for name, p in model.named_parameters() if name.startswith("encoder")]
        heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
        groups = [{"params": tuned, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = self._epochs * math.ceil(len(chosen) / TEXTS)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: _rate(n, steps))
        model.train()
        for epoch in range(self._epochs):
            began, lost = time.monotonic(), 0.0
            for batch in _batches(self.data, chosen, order):
                loss = _loss(model, *self.data.some(batch))
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
                nn.utils.clip_grad_norm_(tuned, 1.0)
                optimiser.step()
                schedule.step()
                lost += loss.item() * len(batch)
            took = time.monotonic() - began
            print(f"epoch {epoch + 1}: loss {lost / len(chosen):.3f}, {took:.0f} s", flush=True)
        model.eval()
        return model

    def _encoder(self) -> TunedEncoder:
        layers = self._spec.architecture.layers
        first = layers - round(layers * TUNED_SHARE)
        return TunedEncoder(self._spec, self._found.weights, first, RANK)


def _lower(encoder: TunedEncoder, rows: Sequence[Row]) -> Iterator[Tensor]:
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids))
    found: dict[int, Tensor] = {}
    for at in range(0, len(order), 2 * TEXTS):
        some = order[at : at + 2 * TEXTS]
        found |= dict(zip(some, encoder.lower([rows[n].ids for n in some]), strict=True))
    return (found[n] for n in range(len(rows)))


def _batches(
    data: Data, chosen: Sequence[int], order: np.random.Generator
) -> Iterator[Sequence[int]]:
    """Give batches of turns of like length, in a new order each time."""
    mixed = order.permutation(np.asarray(chosen))
    batches: list[Sequence[int]] = []
    for start in range(0, len(mixed), TEXTS * TEXTS):
        some = sorted(mixed[start : start + TEXTS * TEXTS], key=lambda n: len(data.rows[n].ids))
        batches += [some[at : at + TEXTS] for at in range(0, len(some), TEXTS)]
    for n in order.permutation(len(batches)):
        yield batches[n]


def _rate(step: int, steps: int) -> float:
    """Warm up, then cool down evenly."""
    return min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)


def _loss(model: Listening, rows: Sequence[Row], lower: Sequence[Tensor]) -> Tensor:
    fields, intents = model(rows, lower)
    truth = (torch.cat([r.fields for r in rows]), torch.stack([r.intents for r in rows]))
    both = [
        functional.binary_cross_entropy_with_logits(said, true) * true.shape[1] / 2
        for said, true in zip((fields, intents), truth, strict=True)
    ]
    return both[0] + both[1]


def _first_heads(model: Listening, data: Data, chosen: Sequence[int]) -> None:
    """Begin with the heads that are best on the model as it is."""
    model.eval()
    clauses, turns, fields, intents = [], [], [], []
    with torch.no_grad():
        for rows, lower in _in_order(data, chosen):
            features = model.features(rows, lower)
            clauses.append(features[0])
            turns.append(features[1])
            fields += [row.fields for row in rows]
            intents += [row.intents for row in rows]
        seen = (torch.cat(clauses).numpy(), torch.cat(turns).numpy())
        truth = (torch.cat(fields).numpy(), torch.stack(intents).numpy())
        heads = (model.fields, model.intents)
        for head, features_, labels in zip(heads, seen, truth, strict=True):
            for n in range(labels.shape[1]):
                fitted = LogisticRegression(C=STRENGTH, max_iter=300)
                fitted.fit(features_, labels[:, n] > 0)
                head.weight[n] = torch.tensor(fitted.coef_[0], dtype=torch.float32)
                head.bias[n] = float(fitted.intercept_[0])


def _in_order(data: Data, chosen: Sequence[int]) -> Iterator[tuple[list[Row], list[Tensor]]]:
    order = sorted(chosen, key=lambda n: len(data.rows[n].ids))
    for at in range(0, len(order), 2 * TEXTS):
        yield data.some(order[at : at + 2 * TEXTS])


def _thresholds(
    trainer: Trainer, model: Listening, rest: Sequence[int]
) -> tuple[Vectors, Vectors]:
    """Choose on held-out files from where a label is heard, and say how well all are."""
    said: tuple[list[Vectors], list[Vectors]] = ([], [])
    true: tuple[list[Vectors], list[Vectors]] = ([], [])
    with torch.no_grad():
        for rows, lower in _in_order(trainer.data, rest):
            for found, odds in zip(said, model(rows, lower), strict=True):
                found.append(torch.sigmoid(odds).numpy())
            true[0].append(torch.cat([r.fields for r in rows]).numpy())
            true[1].append(torch.stack([r.intents for r in rows]).numpy())
    chosen = []
    for name, labels, guesses, truths in zip(
        ("fields of a clause", "intents of a turn"), (FIELDS, INTENTS), said, true, strict=True
    ):
        guess, truth = np.vstack(guesses), np.vstack(truths) > 0
        threshold = _one_threshold(guess, truth)
        heard = guess >= threshold
        print(f"{name}: F1 {_f1(heard, truth):.3f} from {threshold:.2f}")
        for n, label in enumerate(labels):
            print(f"  {label}: {_f1(heard[:, n], truth[:, n]):.3f}")
        chosen.append(np.full(len(labels), threshold, np.float32))
    return chosen[0], chosen[1]


def _one_threshold(guess: Vectors, truth: Flags) -> float:
    """One for all labels: chosen for each, it would follow the noise of a few examples."""
    options = np.arange(0.2, 0.61, 0.02)
    return float(max(options, key=lambda t: _f1(guess >= t, truth)))


def _f1(said: Flags, true: Flags) -> float:
    hits, wrong = float((said & true).sum()), float((said ^ true).sum())
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def _write(spec: ModelSpec, model: Listening, thresholds: tuple[Vectors, Vectors]) -> None:
    write_tuning(spec.name, model.encoder.pairs())
    kept: dict[str, Vectors] = {}
    heads = (("fields", model.fields), ("intents", model.intents))
    for (name, head), threshold in zip(heads, thresholds, strict=True):
        kept[f"{name}_weights"] = head.weight.detach().numpy()
        kept[f"{name}_bias"] = head.bias.detach().numpy()
        kept[f"{name}_threshold"] = threshold
    with listening_file(spec.name).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
