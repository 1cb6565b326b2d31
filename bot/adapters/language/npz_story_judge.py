"""Judging a text as a story by small trained models on its words: parts that lack, brochures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from bot.adapters.language.story_signs import sentence_rows
from bot.domain.review.parts import Judgement, StoryPart
from bot.domain.text import sentences
from bot.ports.language import StoryJudge, Vectors

FILE = Path(__file__).parent / "heads" / "story_judge.npz"
KINDS = (*(str(part) for part in StoryPart), "product", "other")  # of sentences
VERDICTS = (*(str(part) for part in StoryPart), "brochure")  # on a text: what lacks, and brochure
WINDOW = 12  # sentences, about as many as the texts have that it was trained on
_MOST_SENTENCES = 600  # enough to know; a book need not be read to its end
_SURE = 1e-3


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regressions: weights (labels, features), bias and threshold (labels,)."""

    weights: npt.NDArray[np.floating]
    bias: npt.NDArray[np.floating]
    threshold: npt.NDArray[np.floating]

    def chances(self, rows: Vectors) -> Vectors:
        """Give the chance of each label for each row."""
        found: Vectors = (1.0 / (1.0 + np.exp(-(rows @ self.weights.T + self.bias)))).astype(
            np.float32
        )
        return found


def text_row(chances: Vectors) -> Vectors:
    """Sum up what a text's sentences are: (sentences, kinds) to one row of features."""
    parts = []
    for kind in chances.T:
        ordered = np.sort(np.clip(kind, _SURE, 1 - _SURE))[::-1]
        odds = np.log(ordered / (1 - ordered))
        second = odds[1] if len(odds) > 1 else -5.0
        none = np.log1p(-ordered).sum() / 3
        parts += [odds[0], second, kind.sum() / 3, kind.mean() * 3, none]
    row: Vectors = np.array([*parts, np.log(len(chances))], np.float32)
    return row


class NpzStoryJudge(StoryJudge):
    """Judges by the words of each sentence, then by all sentences of a passage together."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file, allow_pickle=False) as kept:
            self._sentences, self._texts = (
                Linear(*(kept[f"{name}_{part}"] for part in ("weights", "bias", "threshold")))
                for name in ("sentences", "texts")
            )

    @override
    def judge(self, text: str) -> Judgement:
        """Say what a text lacks, and whether it is a brochure."""
        said = sentences(text)[:_MOST_SENTENCES]
        if not said:
            return Judgement(frozenset(StoryPart))
        chances = self._sentences.chances(sentence_rows(said))
        rows = np.array([text_row(window) for window in _windows(chances)])
        verdicts = self._texts.chances(rows)
        # what one passage has, the text has; a brochure is one from end to end
        lacks = verdicts[:, :-1].min(axis=0) >= self._texts.threshold[:-1]
        brochure = verdicts[:, -1].mean() >= self._texts.threshold[-1]
        missing = [part for part, lacking in zip(StoryPart, lacks, strict=True) if lacking]
        return Judgement(frozenset(missing), bool(brochure))


def _windows(chances: Vectors) -> Sequence[Vectors]:
    return np.array_split(chances, max(1, round(len(chances) / WINDOW)))
