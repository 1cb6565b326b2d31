"""Judging a text as a story by small trained models: parts that lack, brochures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from bot.adapters.language.npz_heads import FOLDER, MEANING, family
from bot.adapters.language.story_signs import sentence_rows
from bot.domain.errors import SetupError
from bot.domain.review.parts import Judgement, StoryPart
from bot.domain.text import sentences
from bot.ports.language import Embedder, StoryJudge, Vectors

KINDS = (*(str(part) for part in StoryPart), "product", "other")  # of sentences
VERDICTS = (*(str(part) for part in StoryPart), "brochure")  # on a text: what lacks, and brochure
WINDOW = 12  # sentences, about as many as the texts have that it was trained on
_MOST_SENTENCES = 600  # enough to know; a book need not be read to its end
_SURE = 1e-3
FROM = 0.4  # the chance from which a verdict is passed, the same for all: few texts lack a part


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regressions: weights (labels, features) and bias (labels,)."""

    weights: npt.NDArray[np.floating]
    bias: npt.NDArray[np.floating]

    def chances(self, rows: Vectors) -> Vectors:
        """Give the chance of each label for each row."""
        found: Vectors = (1.0 / (1.0 + np.exp(-(rows @ self.weights.T + self.bias)))).astype(
            np.float32
        )
        return found


def sentence_features(sentences: Sequence[str], embedder: Embedder) -> Vectors:
    """Join words, form and meaning of each sentence, shape (sentences, SIZE + dimension)."""
    rows: Vectors = np.hstack([sentence_rows(sentences), MEANING * embedder.embed(sentences)])
    return rows


def judge_file(embedder: str, folder: Path = FOLDER) -> Path:
    """Give where the models are kept that were trained for an embedder."""
    return folder / f"story_judge-{family(embedder)}.npz"


def text_row(chances: Vectors) -> Vectors:
    """Sum up what a text's sentences are: (sentences, kinds) to one row of features.

    Where a kind stands counts too: how it ended is told at the end, who they are at the start.
    """
    parts = []
    odds = _log_odds(chances)
    for kind, its_odds in zip(chances.T, odds.T, strict=True):
        ordered = np.sort(its_odds)[::-1]
        second = ordered[1] if len(ordered) > 1 else -5.0
        none = np.log1p(-np.clip(kind, _SURE, 1 - _SURE)).sum() / 3
        parts += [ordered[0], second, kind.sum() / 3, kind.mean() * 3, none]
    third = max(1, len(chances) // 3)
    for some in (odds[-third:], odds[:third]):
        parts += [*some.max(axis=0), *some.mean(axis=0)]
    row: Vectors = np.array([*parts, np.log(len(chances))], np.float32)
    return row


def _log_odds(chances: Vectors) -> Vectors:
    sure = np.clip(chances, _SURE, 1 - _SURE)
    odds: Vectors = np.log(sure / (1 - sure))
    return odds


class NpzStoryJudge(StoryJudge):
    """Judges by words and meaning of each sentence, then by all sentences of a passage.

    Raises:
        SetupError: no models were trained for the embedder.
    """

    def __init__(self, embedder: Embedder, folder: Path = FOLDER) -> None:
        self._embedder = embedder
        file = judge_file(embedder.name, folder)
        if not file.exists():
            raise SetupError(f"No judge was trained for '{embedder.name}'. Run `make train`.")
        with np.load(file, allow_pickle=False) as kept:
            self._sentences, self._texts = (
                Linear(kept[f"{name}_weights"].astype(np.float32), kept[f"{name}_bias"])
                for name in ("sentences", "texts")
            )

    @override
    def judge(self, text: str) -> Judgement:
        """Say what a text lacks, and whether it is a brochure."""
        said = sentences(text)[:_MOST_SENTENCES]
        if not said:
            return Judgement(frozenset(StoryPart))
        chances = self._sentences.chances(sentence_features(said, self._embedder))
        rows = np.array([text_row(window) for window in _windows(chances)])
        verdicts = self._texts.chances(rows)
        # what one passage has, the text has; a brochure is one from end to end
        lacks = verdicts[:, :-1].min(axis=0) >= FROM
        brochure = verdicts[:, -1].mean() >= FROM
        missing = [part for part, lacking in zip(StoryPart, lacks, strict=True) if lacking]
        return Judgement(frozenset(missing), bool(brochure))


def _windows(chances: Vectors) -> Sequence[Vectors]:
    return np.array_split(chances, max(1, round(len(chances) / WINDOW)))
