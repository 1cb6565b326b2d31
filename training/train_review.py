"""Train what judges a story, and say by cross-validation how good the review is.

usage: python -m training.train_review mpnet|minilm
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.adapters.embedding.npz_embedder import NpzEmbedder
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.language.npz_story_judge import (
    FROM,
    KINDS,
    VERDICTS,
    judge_file,
    sentence_features,
    text_row,
)
from bot.adapters.language.story_signs import SIZE, WORDS
from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData
from bot.domain.review.parts import StoryPart
from bot.ports.language import Embedder, Vectors
from bot.settings import Settings

EXAMPLES = Path(__file__).parent / "examples"
# inverses of the regularisation, chosen by cross-validation
WORD_STRENGTH, MEANING_STRENGTH, TEXT_STRENGTH = 2.0, 0.1, 0.3
# of a sentence of another kind, in a text that has the part: it may show it in a clause
DOUBTFUL = 0.3
# what a sentence is labelled with: a facet in the stories, its kind in the excerpts
LABELS_OF_KINDS = {
    "situation": ("situation",),
    "struggle": ("struggle", "problem", "attempts", "feared", "noticed"),
    "people": ("people", "missing"),
    "outcome": ("outcome", "later"),
    "product": ("product", "product_notes"),
    "other": ("other",),
}
DRAWS = 500  # of the bootstrap
FOLDS = 8  # of whole files

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One labelled text. Whole files are held out, or all of a writer: his texts are alike."""

    file: int
    writer: int
    sentences: Sequence[str]
    facets: Sequence[str]
    verdicts: Sequence[bool]
    personal_data: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of all excerpts: features, kinds, weights in training, and whose they are.

    `words` (sentences, SIZE) are mostly empty; `meaning` is form and vector. They share the form.
    """

    words: sp.csr_matrix
    meaning: Vectors
    kinds: Flags
    weights: Vectors
    of: Numbers


Model = tuple[Vectors, float]  # weights and bias


def main(model: str) -> None:
    """Train, report, and write the models."""
    settings = Settings()
    folder = prepare(model, settings.models_dir, settings.weights_dir, print)
    embedder = NpzEmbedder(OnnxEmbedder(folder), settings.data_dir / "training")
    excerpts = list(_excerpts())
    said = _sentences(excerpts, embedder)
    truth = np.array([e.verdicts for e in excerpts])
    writers = np.array([e.writer for e in excerpts])
    chances, guesses = _held_out(said, truth, writers, len(set(writers.tolist())))
    print("held out by writer")
    _report_judge(truth, guesses >= FROM)
    chances, guesses = _held_out(said, truth, np.array([e.file for e in excerpts]), FOLDS)
    print("held out by file")
    _report_judge(truth, guesses >= FROM)
    _report_personal(excerpts)
    everywhere = np.ones(len(said.of), bool)
    sentence_models = [_fit(said, everywhere, k) for k in range(len(KINDS))]
    rows = _text_rows(chances, said.of)
    text_models = [_fit_text(rows, truth[:, v]) for v in range(len(VERDICTS))]
    _write(judge_file(embedder.name), sentence_models, text_models)


def _excerpts() -> Iterator[Excerpt]:
    files = [file for kind in ("stories", "excerpts") for file in EXAMPLES.glob(f"{kind}-*.jsonl")]
    for number, file in enumerate(sorted(files)):
        writer = ord(file.stem.partition("-")[2][0])
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            verdicts = [*(str(part) not in row["has"] for part in StoryPart), row["brochure"]]
            texts, facets = zip(*row["sentences"], strict=True)
            yield Excerpt(number, writer, texts, facets, verdicts, row["personal_data"])


def _sentences(excerpts: Sequence[Excerpt], embedder: Embedder) -> Sentences:
    texts = [text for e in excerpts for text in e.sentences]
    kinds = np.array(
        [[f in LABELS_OF_KINDS[k] for k in KINDS] for e in excerpts for f in e.facets]
    )
    # a text that lacks a part has no sentence of that kind for certain
    has = [[*(not v for v in e.verdicts[:-1]), False, False] for e in excerpts for _ in e.facets]
    weights = np.where(np.array(has) & ~kinds, DOUBTFUL, 1.0).astype(np.float32)
    of = [n for n, e in enumerate(excerpts) for _ in e.sentences]
    rows = sentence_features(texts, embedder)
    words = sp.csr_matrix(rows[:, :SIZE])
    return Sentences(words, rows[:, WORDS:].copy(), kinds, weights, np.array(of))


def _fit(said: Sentences, learn: Flags, kind: int) -> Model:
    """Fit one kind of sentence twice, by words and by meaning, and take the middle of both."""
    truth = said.kinds[learn, kind]
    by_words = LogisticRegression(C=WORD_STRENGTH, max_iter=500, solver="liblinear")
    by_words.fit(said.words[learn], truth)
    by_meaning = LogisticRegression(C=MEANING_STRENGTH, max_iter=500)
    by_meaning.fit(said.meaning[learn], truth, sample_weight=said.weights[learn, kind])
    weights = np.zeros(WORDS + said.meaning.shape[1], np.float32)
    weights[:SIZE] = by_words.coef_[0] / 2
    weights[WORDS:] += by_meaning.coef_[0] / 2
    return weights, float(by_words.intercept_[0] + by_meaning.intercept_[0]) / 2


def _chances(said: Sentences, here: Flags, model: Model) -> Vectors:
    weights, bias = model
    # the form is in both, and its weight is their sum already
    odds = said.words[here][:, :WORDS] @ weights[:WORDS] + said.meaning[here] @ weights[WORDS:]
    return _share(odds + bias)


def _fit_text(rows: Vectors, truth: Flags) -> Model:
    """Fit one verdict on standardised features, and give the weights for plain ones."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=TEXT_STRENGTH, max_iter=2000).fit((rows - middle) / spread, truth)
    weights = (model.coef_[0] / spread).astype(np.float32)
    return weights, float(model.intercept_[0] - weights @ middle)


def _chance(rows: Vectors, model: Model) -> Vectors:
    return _share(rows @ model[0] + model[1])


def _share(odds: Vectors) -> Vectors:
    found: Vectors = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
    return found


def _text_rows(chances: Vectors, of: Numbers) -> Vectors:
    return np.array([text_row(chances[of == n]) for n in range(of.max() + 1)])


def _held_out(
    said: Sentences, truth: Flags, groups: Numbers, folds: int
) -> tuple[Vectors, Vectors]:
    """Give chances of sentences and of verdicts, each by models that saw no text of its group."""
    chances = np.zeros(said.kinds.shape, np.float32)
    verdicts = np.zeros(truth.shape, np.float32)
    split = list(GroupKFold(folds).split(truth, groups=groups))
    for _, test in split:
        here = np.isin(said.of, test)
        for k in range(len(KINDS)):
            chances[here, k] = _chances(said, here, _fit(said, ~here, k))
    rows = _text_rows(chances, said.of)
    for learn, test in split:
        for v in range(truth.shape[1]):
            verdicts[test, v] = _chance(rows[test], _fit_text(rows[learn], truth[learn, v]))
    return chances, verdicts


def _f1(said: Flags, truth: Flags) -> float:
    right = float((said & truth).sum())
    return 2 * right / float(said.sum() + truth.sum()) if right else 0.0


def _report_judge(truth: Flags, said: Flags) -> None:
    for v, name in enumerate(VERDICTS):
        print(f"  {name}: F1 {_f1(said[:, v], truth[:, v]):.3f}")
    _print_measure("missing F1", lambda n: _f1(said[n, :-1], truth[n, :-1]), len(truth))
    _print_measure("brochure F1", lambda n: _f1(said[n, -1], truth[n, -1]), len(truth))


def _report_personal(excerpts: Sequence[Excerpt]) -> None:
    personal = np.array([_personal(e) for e in excerpts])
    measures: Mapping[str, Callable[[Numbers], float]] = {
        "personal data recall": lambda n: personal[n, 0].sum() / max(1, personal[n, 1].sum()),
        "personal data precision": lambda n: personal[n, 2].sum() / max(1, personal[n, 3].sum()),
    }
    for name, measure in measures.items():
        _print_measure(name, measure, len(excerpts))


def _print_measure(name: str, measure: Callable[[Numbers], float], count: int) -> None:
    """Print a figure with its bootstrap 95 % interval over excerpts."""
    draw = random.Random(7)  # noqa: S311 - a bootstrap
    drawn = sorted(measure(np.array(draw.choices(range(count), k=count))) for _ in range(DRAWS))
    low, high = drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]
    print(f"  {name}: {measure(np.arange(count)):.3f} [{low:.3f}, {high:.3f}]")


_FINDER = LexiconPersonalData()


def _personal(excerpt: Excerpt) -> tuple[int, int, int, int]:
    """Give (found, to find, right, named) for one excerpt; a part of a name counts."""
    text, gold = " ".join(excerpt.sentences), excerpt.personal_data
    named = list(dict.fromkeys(f.text for f in _FINDER.find(text)))
    found = sum(any(p in n or n in p for n in named) for p in gold)
    right = sum(any(p in n or n in p for p in gold) for n in named)
    return found, len(gold), right, len(named)


def _write(file: Path, sentence_models: Sequence[Model], text_models: Sequence[Model]) -> None:
    with file.open("wb") as out:
        np.savez_compressed(
            out,
            allow_pickle=False,
            sentences_weights=np.array([w for w, _ in sentence_models], np.float16),
            sentences_bias=np.array([b for _, b in sentence_models], np.float32),
            texts_weights=np.array([w for w, _ in text_models], np.float32),
            texts_bias=np.array([b for _, b in text_models], np.float32),
        )


if __name__ == "__main__":
    main(sys.argv[1])
