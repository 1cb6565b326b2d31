"""Train the heads that sort prose, and say by cross-validation how good they are.

usage: python -m training.train_facets
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from bot.adapters.language.builtin_structurer import ends_of, product_odds, sorted_row
from bot.adapters.language.facet_features import ending_of
from bot.adapters.language.facet_heads import FACETS, FILE, OUTCOMES, FacetHeads, Linear, softmax
from bot.domain.structuring import OUTCOME_SURE, PRODUCT_BORNE_OUT, Guess
from bot.ports.language import Vectors
from training.fit_facets import PRODUCT, fit
from training.story_examples import Text, lone_sentences, texts

FOLDS = 5
PRECISE = 0.9  # how many of the sentences that are moved must be product talk
NONE = np.zeros(0, np.float32)
CERTAINTIES = (0.6, 0.7, 0.8, 0.9)
CALMS = np.arange(0.5, 4.0, 0.1)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What heads said of texts that they were not trained on."""

    guesses: list[list[Guess]]
    product: list[Vectors]
    outcome: list[Vectors]


def main() -> None:
    """Train, report, and write the heads."""
    read = texts()
    said = _held_out(read)
    shift, calm = _threshold(read, said), _calm(read, said)
    _report(read, said, shift, calm)
    heads = fit(read, lone_sentences())
    _write(replace(heads, product=_shifted(heads.product, shift), outcome_calm=calm))


def _held_out(read: Sequence[Text]) -> HeldOut:
    said = HeldOut([[]] * len(read), [NONE] * len(read), [NONE] * len(read))
    groups = [text.group for text in read]
    for taught, kept in GroupKFold(FOLDS).split(read, groups=groups):
        heads = fit([read[n] for n in taught], lone_sentences())
        for n in kept:
            text = read[n]
            row = [list(range(len(text.labels)))]
            said.guesses[n] = sorted_row(heads, text.sight, row)
            said.product[n] = product_odds(heads, text.sight)
            ending = ending_of(text.sentences, text.sight, ends_of(said.guesses[n]))
            said.outcome[n] = heads.outcome.odds(ending)[0]
    return said


def _threshold(read: Sequence[Text], said: HeldOut) -> float:
    """Give the lowest log odds from which nine in ten are product talk."""
    odds = np.concatenate(said.product)
    truth = np.concatenate([np.array(text.labels) == PRODUCT for text in read])
    order = np.argsort(-odds)
    right = np.cumsum(truth[order]) / np.arange(1, len(odds) + 1)
    return float(odds[order][np.flatnonzero(right >= PRECISE).max()])


def _shifted(head: Linear, shift: float) -> Linear:
    return replace(head, bias=head.bias - np.float32(shift))


def _calm(read: Sequence[Text], said: HeldOut) -> float:
    """Give the divisor of the log odds with which sureness and accuracy agree best."""
    odds, truth = _outcomes(read, said)
    losses = [-np.log(softmax(odds / c)[range(len(truth)), truth]).mean() for c in CALMS]
    return float(CALMS[int(np.argmin(losses))])


def _outcomes(read: Sequence[Text], said: HeldOut) -> tuple[Vectors, Vectors]:
    known = [n for n, text in enumerate(read) if text.outcome is not None]
    return np.array([said.outcome[n] for n in known]), np.array([read[n].outcome for n in known])


def _report(read: Sequence[Text], said: HeldOut, shift: float, calm: float) -> None:
    truth = np.concatenate([text.labels for text in read])
    guess = np.array([FACETS.index(g.facet) for row in said.guesses for g in row])
    sure = np.array([g.sure for row in said.guesses for g in row])
    _facets(truth, guess, sure)
    odds = np.concatenate(said.product) - shift
    borne_out = np.log(PRODUCT_BORNE_OUT / (1 - PRODUCT_BORNE_OUT))
    for name, moved in (
        ("head", odds >= 0),
        ("head, or less with its row", (odds >= 0) | ((guess == PRODUCT) & (odds >= borne_out))),
        *((f"head at {at}", odds >= np.log(at / (1 - at))) for at in CERTAINTIES),
    ):
        p, r, _, _ = precision_recall_fscore_support(
            truth == PRODUCT, moved, average="binary", zero_division=0
        )
        print(f"product by {name}: precision {p:.2f} recall {r:.2f}")
    _ended(*_outcomes(read, said), calm)


def _facets(truth: Vectors, guess: Vectors, sure: Vectors) -> None:
    print(f"facets, {len(truth)} sentences")
    print(f"  micro F1 {(truth == guess).mean():.3f}", end="")
    print(f"  macro F1 {f1_score(truth, guess, average='macro', zero_division=0):.3f}")
    for n, (p, r, f, count) in enumerate(
        zip(
            *precision_recall_fscore_support(
                truth, guess, labels=range(len(FACETS)), zero_division=0
            ),
            strict=True,
        )
    ):
        print(f"  {FACETS[n]:14} P {p:.2f} R {r:.2f} F1 {f:.2f} of {count}")
    for low, high in ((0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        rows = (sure >= low) & (sure < high)
        print(
            f"  sure {low:.1f}-{high:.1f}: {rows.sum()} sentences, right "
            f"{(truth == guess)[rows].mean():.2f}"
        )


def _ended(odds: Vectors, truth: Vectors, calm: float) -> None:
    shares = softmax(odds / calm)
    guess, sure = shares.argmax(axis=1), shares.max(axis=1)
    right = guess == truth
    brier = ((shares - np.eye(len(OUTCOMES))[truth]) ** 2).sum(axis=1).mean()
    said = sure >= OUTCOME_SURE
    print(
        f"outcome, {len(truth)} texts: accuracy {right.mean():.2f}"
        f" Brier {brier:.2f} calm {calm:.1f}"
    )
    print(f"  said of {said.mean():.2f}, right {right[said].mean():.2f}")
    for low, high in ((0, 0.4), (0.4, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        rows = (sure >= low) & (sure < high)
        print(f"  sure {low:.1f}-{high:.1f}: {rows.sum()}, right {right[rows].mean():.2f}")
    for n, outcome in enumerate(OUTCOMES):
        is_it, told = truth == n, (guess == n) & said
        print(
            f"  {outcome}: {is_it.sum()}, recall {right[is_it].mean():.2f}, "
            f"precision where said {right[told].mean():.2f} of {told.sum()}"
        )


def _write(heads: FacetHeads) -> None:
    kept: dict[str, Any] = {
        f"{name}_{part}": getattr(head, part)
        for name, head in (
            ("facet", heads.facet),
            ("product", heads.product),
            ("outcome", heads.outcome),
        )
        for part in ("words", "form", "bias")
    }
    kept |= {"change": heads.change, "usual": heads.usual, "outcome_calm": heads.outcome_calm}
    with FILE.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
