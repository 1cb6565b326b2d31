"""Fitting: the first heads, and then the heads and the layers below them together."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bot.adapters.embedding.models import ModelSpec
from bot.adapters.embedding.onnx_embedder import open_tokenizer
from bot.adapters.embedding.tuning import read_tuning
from bot.adapters.embedding.weights import Places, find_weights
from bot.adapters.language.listening_heads import read_listening_heads
from bot.settings import Settings
from training.listening_model import Data, Listening, Row, row_of
from training.torch_encoder import TunedEncoder
from training.turn_examples import TurnExample

SEED = 7
RANK = 8
TUNED_SHARE = 1 / 3  # of the layers, from the top
TEXTS = 16  # of a batch
WARM_UP = 0.1  # of all steps
STRENGTH = 0.1  # inverse of the regularisation of the first heads


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is learned, and how fast: `rate` of the tuning, twice as fast the heads."""

    epochs: int
    rate: float


AFRESH = Pace(epochs=4, rate=5e-4)
ADDED = Pace(epochs=3, rate=5e-4)  # to what was learned before


class Trainer:
    """Fits from the same start each time."""

    def __init__(self, spec: ModelSpec, work: Path, turns: Sequence[TurnExample]) -> None:
        settings = Settings()
        self._spec = spec
        self._found = find_weights(spec, Places(settings.weights_dir), work, print)
        self.tokenizer: Tokenizer = open_tokenizer(
            self._found.tokenizer, spec.architecture.max_tokens
        )
        rows = [row_of(turn, self.tokenizer) for turn in turns]
        self.data = Data(rows, list(_lower(self._encoder(), rows)))

    def fit(self, chosen: Sequence[int]) -> Listening:
        """Learn from some of the turns."""
        model = self._fresh()
        _first_heads(model, self.data, chosen)
        return self._learned(model, chosen, AFRESH)

    def go_on(self, before: Listening, chosen: Sequence[int]) -> Listening:
        """Learn more, from where another stopped, and stay half way between the two.

        Weights between before and after do better on what neither has seen (Wortsman et al.
        2022), and what was known before is not forgotten.
        """
        model = self._fresh()
        model.load_state_dict(before.state_dict())
        after = self._learned(model, chosen, ADDED).state_dict()
        half_way = {name: (after[name] + old) / 2 for name, old in before.state_dict().items()}
        model.load_state_dict(half_way)
        return model

    def shipped(self) -> Listening:
        """Give what is in the repository."""
        model, heads = self._fresh(), read_listening_heads(self._spec.name)
        model.encoder.set_pairs(read_tuning(self._spec.name).pairs)
        with torch.no_grad():
            for layer, head in ((model.fields, heads.fields), (model.intents, heads.intents)):
                layer.weight.copy_(torch.from_numpy(head.weights))
                layer.bias.copy_(torch.from_numpy(head.bias))
        model.eval()
        return model

    def _fresh(self) -> Listening:
        torch.manual_seed(SEED)
        return Listening(self._encoder(), self._spec.architecture.dimension, self.data.rows[0])

    def _encoder(self) -> TunedEncoder:
        layers = self._spec.architecture.layers
        first = layers - round(layers * TUNED_SHARE)
        return TunedEncoder(self._spec, self._found.weights, first, RANK)

    def _learned(self, model: Listening, chosen: Sequence[int], pace: Pace) -> Listening:
        order = np.random.default_rng(SEED)
        tuned = [p for name, p in model.named_parameters() if name.startswith("encoder")]
        heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
        groups = [{"params": tuned, "lr": pace.rate}, {"params": heads, "lr": 2 * pace.rate}]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = pace.epochs * math.ceil(len(chosen) / TEXTS)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: _rate(n, steps))
        model.train()
        for epoch in range(pace.epochs):
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
        for rows, lower in in_order(data, chosen):
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


def in_order(data: Data, chosen: Sequence[int]) -> Iterator[tuple[list[Row], list[Tensor]]]:
    """Give turns by length, some at a time."""
    order = sorted(chosen, key=lambda n: len(data.rows[n].ids))
    for at in range(0, len(order), 2 * TEXTS):
        yield data.some(order[at : at + 2 * TEXTS])
