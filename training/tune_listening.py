"""Tune the upper layers of a packaged model to listen, with heads for fields and intents.

usage: python -m training.tune_listening mpnet|minilm [--unseen FILE ...] [--also SET]

It needs PyTorch, which Groundwork itself does not: see MODEL_CARD.md. First a sixth of the files
is held out, to choose thresholds and to say how good listening is; then all are learned from.
Linear heads come first and the layers below them after (Kumar et al. 2022), or the first steps
would spoil what the model knows.

With --unseen it goes on from the weights in the repository, in a third of the time: these names
are files that those weights have not seen. They say how good listening was without them; then
they are learned, with as many older turns.

With --also it goes on from them with an annotated set, a conversation a line:
{"id", "turns": [{"text", "intents", "brief": [{"field", "span"}], "pending"}]}. How good
that is, is told by conversations that were held back, a part of them at a time.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from bot.adapters.embedding.models import ModelSpec, model_spec
from bot.adapters.embedding.tuning import write_tuning
from bot.adapters.language.listening_heads import (
    FIELDS,
    INTENTS,
    ListeningHeads,
    listening_file,
    read_listening_heads,
)
from bot.adapters.language.npz_heads import Head
from bot.ports.language import Vectors
from training.listening_model import Listening
from training.listening_scores import HeardTurn, hear, scores
from training.torch_encoder import TorchSpans
from training.tuner import SEED, Trainer, in_order
from training.turn_examples import TurnExample, folds, read_turns, turns_in

HELD_OUT = 6  # every sixth file
FOLDS = 5
REHEARSED = 2  # turns of our own for each one of another set, or ours would be forgotten

Flags = npt.NDArray[np.bool_]
Thresholds = tuple[Vectors, Vectors]


def main() -> None:
    """Tune, report, and write the tuning and the heads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--unseen", nargs="+", default=[], metavar="FILE")
    parser.add_argument("--also", type=Path, metavar="SET")
    parser.add_argument("--folds", type=int, default=FOLDS)
    wanted = parser.parse_args()
    spec, own = model_spec(wanted.model), read_turns()
    theirs = list(turns_in(wanted.also)) if wanted.also else []
    with tempfile.TemporaryDirectory() as work:
        trainer = Trainer(spec, Path(work), [*own, *theirs])
        if wanted.unseen:
            model, thresholds = _going_on(trainer, own, wanted.unseen)
        elif theirs:
            model, thresholds = trainer.shipped(), _shipped_thresholds(spec)
        else:
            model, thresholds = _afresh(trainer, own)
        if theirs:
            also = Also(trainer, theirs, model, thresholds)
            also.report(wanted.folds)
            model = also.learned(range(len(theirs)))
        _write(spec, model, thresholds)


def _afresh(trainer: Trainer, own: Sequence[TurnExample]) -> tuple[Listening, Thresholds]:
    files = sorted({turn.source for turn in own})
    held_out = {file for n, file in enumerate(files) if n % HELD_OUT == HELD_OUT - 1}
    learned, rest = _divided(own, held_out)
    print(f"{len(own)} turns, {len(rest)} of them held out")
    thresholds = _thresholds(trainer, trainer.fit(learned), rest)
    return trainer.fit(range(len(own))), thresholds


def _going_on(
    trainer: Trainer, own: Sequence[TurnExample], names: Sequence[str]
) -> tuple[Listening, Thresholds]:
    before = trainer.shipped()
    seen, unseen = _divided(own, set(names))
    print(f"{len(own)} turns, {len(unseen)} of them not seen before")
    thresholds = _thresholds(trainer, before, unseen)
    return trainer.go_on(before, [*unseen, *_some(seen, len(unseen))]), thresholds


def _shipped_thresholds(spec: ModelSpec) -> Thresholds:
    heads = read_listening_heads(spec.name)
    return heads.fields.threshold, heads.intents.threshold


def _divided(turns: Sequence[TurnExample], files: set[str]) -> tuple[list[int], list[int]]:
    """Give the turns that stand elsewhere, and those that stand in these files."""
    inside = [n for n, turn in enumerate(turns) if turn.source in files]
    return [n for n, turn in enumerate(turns) if turn.source not in files], inside


def _some(turns: Sequence[int], most: int) -> list[int]:
    chosen = np.random.default_rng(SEED).permutation(np.asarray(turns))[:most]
    return [int(n) for n in chosen]


class Also:
    """Another set of conversations to go on with. Its turns stand behind our own."""

    def __init__(
        self,
        trainer: Trainer,
        turns: Sequence[TurnExample],
        before: Listening,
        thresholds: Thresholds,
    ) -> None:
        self._trainer = trainer
        self._turns = turns
        self._before = before
        self._thresholds = thresholds
        self._own = len(trainer.data.rows) - len(turns)

    def report(self, count: int) -> None:
        """Say how good it is with none of these conversations, and with the other folds'."""
        everything = range(len(self._turns))
        before = self._heard(self._before, everything)
        print(f"never trained on these: {scores(self._turns, before)}")
        found: dict[int, HeardTurn] = {}
        for held_back in folds(self._turns, count, SEED):
            model = self.learned([n for n in everything if n not in held_back])
            found |= dict(zip(held_back, self._heard(model, held_back), strict=True))
        told = scores(self._turns, [found[n] for n in everything])
        print(f"trained on the other folds of {count}: {told}")

    def learned(self, chosen: Sequence[int]) -> Listening:
        """Go on with some of the turns."""
        theirs = [self._own + n for n in chosen]
        ours = _some(range(self._own), REHEARSED * len(theirs))
        return self._trainer.go_on(self._before, [*theirs, *ours])

    def _heard(self, model: Listening, chosen: Sequence[int]) -> list[HeardTurn]:
        spans = TorchSpans(model.encoder, self._trainer.tokenizer)
        heads = ListeningHeads(*_heads(model, self._thresholds).values())
        return hear(spans, heads, [self._turns[n] for n in chosen])


def _thresholds(trainer: Trainer, model: Listening, rest: Sequence[int]) -> Thresholds:
    """Choose on held-out files from where a label is heard, and say how well all are."""
    said: tuple[list[Vectors], list[Vectors]] = ([], [])
    true: tuple[list[Vectors], list[Vectors]] = ([], [])
    with torch.no_grad():
        for rows, lower in in_order(trainer.data, rest):
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


def _heads(model: Listening, thresholds: Thresholds) -> dict[str, Head]:
    layers = (("fields", model.fields), ("intents", model.intents))
    return {
        name: Head(layer.weight.detach().numpy(), layer.bias.detach().numpy(), threshold)
        for (name, layer), threshold in zip(layers, thresholds, strict=True)
    }


def _write(spec: ModelSpec, model: Listening, thresholds: Thresholds) -> None:
    write_tuning(spec.name, model.encoder.pairs())
    kept: dict[str, Vectors] = {}
    for name, head in _heads(model, thresholds).items():
        kept[f"{name}_weights"] = head.weights
        kept[f"{name}_bias"] = head.bias
        kept[f"{name}_threshold"] = head.threshold
    with listening_file(spec.name).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
