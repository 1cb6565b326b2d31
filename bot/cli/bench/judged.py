"""Scores over judged questions: found, found at all, and rightly said that nothing fits."""

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Grades = Mapping[str, int]
DRAWS = 500  # of a bootstrap
WRONGLY = 0.05  # of the questions that have an answer, for which it may be said that none fits


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, what was found best first, how sure the first was, and what is right.

    `grades` are by story: 2 for the story that was meant, 1 for one that helps too, none where no
    story answers. `shared` is the share of its telling words that the right story has.
    """

    ranked: Sequence[str]
    top: float
    grades: Grades
    shared: float = 1.0


Run = Sequence[Answered]
Measure = Callable[[Run], float]


def ndcg(run: Run) -> float:
    """Give the mean nDCG over the first ten, of the questions that have an answer."""
    return _mean(
        _gain([a.grades.get(i, 0) for i in a.ranked[:10]])
        / _gain(sorted(a.grades.values(), reverse=True)[:10])
        for a in run
        if a.grades
    )


def recall(run: Run) -> float:
    """Give the mean share of the right stories that are among the first five."""
    return _mean(
        sum(i in a.grades for i in a.ranked[:5]) / min(5, len(a.grades)) for a in run if a.grades
    )


def auroc(run: Run) -> float:
    """Give how often a question with an answer has a surer first story than one without."""
    have, lack = _tops(run)
    pairs = [(h > m) + 0.5 * (h == m) for h in have for m in lack]
    return _mean(pairs)


def rightly_none(run: Run) -> float:
    """Give the share of the unanswerable that is told apart where WRONGLY are wrongly refused."""
    have, lack = _tops(run)
    if not have:
        return math.nan
    limit = sorted(have)[math.floor(len(have) * WRONGLY)]
    return _mean(top < limit for top in lack)


def interval(run: Run, measure: Measure) -> tuple[float, float]:
    """Give the 95 % interval of a measure by drawing the questions again and again."""
    draw = random.Random(7)  # noqa: S311 - a bootstrap, the same each time
    values = sorted(measure(draw.choices(run, k=len(run))) for _ in range(DRAWS))
    return values[int(DRAWS * 0.025)], values[int(DRAWS * 0.975)]


def few_words_shared(run: Run) -> Run:
    """Give the half of the answerable questions that shares fewest words with its story."""
    have = sorted((a for a in run if a.grades), key=lambda a: a.shared)
    return have[: len(have) // 2]


def _tops(run: Run) -> tuple[list[float], list[float]]:
    return [a.top for a in run if a.grades], [a.top for a in run if not a.grades]


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else math.nan
