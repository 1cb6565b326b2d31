"""Train what judges a story by its words, and say by cross-validation how good the review is.

usage: python -m training.train_review
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.adapters.language.npz_story_judge import FILE, KINDS, VERDICTS, text_row
from bot.adapters.language.story_signs import WORDS, sentence_rows
from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData
from bot.domain.review.parts import StoryPart
from bot.ports.language import Vectors

EXAMPLES = Path(__file__).parent / "examples"
STRENGTH, TEXT_STRENGTH = 2.0, 0.3  # inverse of the regularisation, chosen by cross-validation
KINDS_OF_FACETS = {
    "situation": ("situation",),
    "struggle": ("problem", "attempts", "feared", "noticed"),
    "people": ("people", "missing"),
    "outcome": ("outcome", "later"),
    "product": ("product_notes",),
    "other": ("other",),
}
DRAWS = 500  # of the bootstrap

Flags = npt.NDArray[np.bool_]
Counts = tuple[float, float, float]  # right, wrong, missed


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One labelled text. Whole files are held out: one writer's texts are alike."""

    group: int
    sentences: Sequence[str]
    facets: Sequence[str]
    verdicts: Sequence[bool]
    personal_data: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of all excerpts; `of` names the excerpt, `extra` rows belong to none."""

    rows: Vectors
    kinds: Flags
    of: npt.NDArray[np.int_]
    groups: npt.NDArray[np.int_]


def main() -> None:
    """Train, report, and write the models."""
    excerpts = list(_excerpts())
    said = _sentences(excerpts)
    chances = _held_out_chances(said)
    rows = np.array([text_row(chances[said.of == n]) for n in range(len(excerpts))])
    truth = np.array([e.verdicts for e in excerpts])
    groups = np.array([e.group for e in excerpts])
    guesses = _held_out_verdicts(rows, truth, groups)
    _report(excerpts, truth, _decided_apart(guesses, truth, groups))
    sentence_models = [_fit(said.rows, said.kinds[:, k], k) for k in range(len(KINDS))]
    text_models = [_fit_text(rows, truth[:, v]) for v in range(len(VERDICTS))]
    thresholds = [_best_threshold(guesses[:, v], truth[:, v]) for v in range(len(VERDICTS))]
    _write(sentence_models, text_models, thresholds)


def _excerpts() -> Iterator[Excerpt]:
    for group, file in enumerate(sorted(EXAMPLES.glob("stories-*.jsonl"))):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            verdicts = [*(str(part) not in row["has"] for part in StoryPart), row["brochure"]]
            texts, facets = zip(*row["sentences"], strict=True)
            yield Excerpt(group, texts, facets, verdicts, row["personal_data"])


def _sentences(excerpts: Sequence[Excerpt]) -> Sentences:
    texts = [text for e in excerpts for text in e.sentences]
    kinds = [[f in KINDS_OF_FACETS[k] for k in KINDS] for e in excerpts for f in e.facets]
    of = [n for n, e in enumerate(excerpts) for _ in e.sentences]
    groups = [e.group for e in excerpts for _ in e.sentences]
    return Sentences(sentence_rows(texts), np.array(kinds), np.array(of), np.array(groups))


def _fit(rows: Vectors, truth: Flags, kind: int) -> tuple[Vectors, float]:
    """Fit one kind of sentence. An offer is told by its words, not by its form."""
    width = WORDS if KINDS[kind] == "product" else rows.shape[1]
    model = LogisticRegression(C=STRENGTH, max_iter=500, solver="liblinear")
    model.fit(rows[:, :width], truth)
    weights = np.zeros(rows.shape[1], np.float32)
    weights[:width] = model.coef_[0]
    return weights, float(model.intercept_[0])


def _fit_text(rows: Vectors, truth: Flags) -> tuple[Vectors, float]:
    """Fit one verdict on standardised features, and give the weights for plain ones."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=TEXT_STRENGTH, max_iter=2000).fit((rows - middle) / spread, truth)
    weights = (model.coef_[0] / spread).astype(np.float32)
    return weights, float(model.intercept_[0] - weights @ middle)


def _chance(rows: Vectors, model: tuple[Vectors, float]) -> Vectors:
    found: Vectors = 1.0 / (1.0 + np.exp(-(rows @ model[0] + model[1])))
    return found


def _held_out_chances(said: Sentences) -> Vectors:
    found = np.zeros(said.kinds.shape, np.float32)
    folds = GroupKFold(len(set(said.groups.tolist())))
    for learn, test in folds.split(said.rows, groups=said.groups):
        for k in range(len(KINDS)):
            model = _fit(said.rows[learn], said.kinds[learn, k], k)
            found[test, k] = _chance(said.rows[test], model)
    return found


def _held_out_verdicts(rows: Vectors, truth: Flags, groups: npt.NDArray[np.int_]) -> Vectors:
    found = np.zeros(truth.shape, np.float32)
    for learn, test in GroupKFold(len(set(groups.tolist()))).split(rows, groups=groups):
        for v in range(truth.shape[1]):
            found[test, v] = _chance(rows[test], _fit_text(rows[learn], truth[learn, v]))
    return found


def _decided_apart(guesses: Vectors, truth: Flags, groups: npt.NDArray[np.int_]) -> Flags:
    """Decide on each file by the thresholds that are best on all others."""
    said = np.zeros(truth.shape, bool)
    for group in np.unique(groups):
        here = groups == group
        for v in range(truth.shape[1]):
            said[here, v] = guesses[here, v] >= _best_threshold(guesses[~here, v], truth[~here, v])
    return said


def _best_threshold(guess: Vectors, truth: Flags) -> float:
    """Give the threshold with the best F1, the middle one where several are as good."""
    options = np.arange(0.1, 0.8, 0.02)
    scores = [_f1(_counts(guess >= t, truth)) for t in options]
    best = np.flatnonzero(np.array(scores) >= max(scores) - 0.005)
    return float(options[best[len(best) // 2]])


def _counts(said: Flags, truth: Flags) -> Counts:
    return float((said & truth).sum()), float((said & ~truth).sum()), float((truth & ~said).sum())


def _f1(counts: Counts) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def _report(excerpts: Sequence[Excerpt], truth: Flags, said: Flags) -> None:
    """Print each figure with its bootstrap 95 % interval over excerpts."""
    for v, name in enumerate(VERDICTS):
        print(f"{name}: F1 {_f1(_counts(said[:, v], truth[:, v])):.3f}")
    personal = np.array([_personal(e) for e in excerpts])
    measures: Mapping[str, Callable[[npt.NDArray[np.int_]], float]] = {
        "missing F1": lambda n: _f1(_counts(said[n, :-1], truth[n, :-1])),
        "brochure F1": lambda n: _f1(_counts(said[n, -1], truth[n, -1])),
        "personal data recall": lambda n: personal[n, 0].sum() / max(1, personal[n, 1].sum()),
        "personal data precision": lambda n: personal[n, 2].sum() / max(1, personal[n, 3].sum()),
    }
    draw = random.Random(7)  # noqa: S311 - a bootstrap
    everyone = np.arange(len(excerpts))
    for name, measure in measures.items():
        drawn = sorted(
            measure(np.array(draw.choices(range(len(excerpts)), k=len(excerpts))))
            for _ in range(DRAWS)
        )
        low, high = drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]
        print(f"{name}: {measure(everyone):.3f} [{low:.3f}, {high:.3f}]")


_FINDER = LexiconPersonalData()


def _personal(excerpt: Excerpt) -> tuple[int, int, int, int]:
    """Give (found, to find, right, named) for one excerpt; a part of a name counts."""
    text, gold = " ".join(excerpt.sentences), excerpt.personal_data
    named = list(dict.fromkeys(f.text for f in _FINDER.find(text)))
    found = sum(any(p in n or n in p for n in named) for p in gold)
    right = sum(any(p in n or n in p for p in gold) for n in named)
    return found, len(gold), right, len(named)


def _write(
    sentence_models: Sequence[tuple[Vectors, float]],
    text_models: Sequence[tuple[Vectors, float]],
    thresholds: Sequence[float],
) -> None:
    with FILE.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            sentences_weights=np.array([w for w, _ in sentence_models], np.float16),
            sentences_bias=np.array([b for _, b in sentence_models], np.float32),
            sentences_threshold=np.full(len(KINDS), 0.5, np.float32),
            texts_weights=np.array([w for w, _ in text_models], np.float32),
            texts_bias=np.array([b for _, b in text_models], np.float32),
            texts_threshold=np.array(thresholds, np.float32),
        )


if __name__ == "__main__":
    main()
