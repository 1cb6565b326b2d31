"""How well stories are found: judged questions, ours beside what the plain parts find."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.bench.judged import (
    Answered,
    Grades,
    Run,
    auroc,
    few_words_shared,
    interval,
    ndcg,
    recall,
    rightly_none,
)
from bot.cli.bench.measuring import Figure
from bot.cli.bench.plain_finders import finders
from bot.cli.bench.workbench import Workbench
from bot.domain.audience import Audience, clearance_for
from bot.domain.errors import SetupError
from bot.domain.passages import indexed_rendition
from bot.ports.library import StoryFilter
from bot.use_cases.find_stories import Ask

_MEASURES = {
    "nDCG@10": ndcg,
    "Recall@5": recall,
    "nothing fits, AUROC": auroc,
    "nothing fits, said where 5 % wrongly": rightly_none,
}


async def quality(bench: Workbench) -> list[Figure]:
    """Score the questions in `queries.jsonl`, those without an answer too."""
    if bench.data is None:
        return []
    questions, judged = _questions(bench.data), _judgements(bench.data)
    texts = await _texts(bench)
    ours: list[Answered] = []
    plain: dict[str, list[Answered]] = defaultdict(list)
    found_plainly = await finders(bench)
    for qid, text in questions.items():
        grades = judged.get(qid, {})
        shared = _shared(text, texts, grades)
        ranked = await _ours(bench, text)
        ours.append(Answered([i for i, _ in ranked], _top(ranked), grades, shared))
        for name, find in found_plainly.items():
            ranked = await find(text)
            plain[name].append(Answered([i for i, _ in ranked], _top(ranked), grades, shared))
    return [*_figures(ours, plain, ""), *_figures(few_words_shared(ours), _halves(plain), _HALF)]


_HALF = ", the half that shares fewest words"


def _figures(ours: Run, plain: Mapping[str, Run], which: str) -> list[Figure]:
    figures: list[Figure] = []
    for name, measure in _MEASURES.items():
        value = measure(ours)
        if value != value:  # noqa: PLR0124 - not a number: there is nothing to measure
            continue
        low, high = interval(ours, measure)
        what = f"{name}{which}, {len(ours)} questions ({low:.2f} to {high:.2f})"
        figures += [
            Figure("quality", what, "", value, measure(run), other) for other, run in plain.items()
        ]
    return figures


def _halves(plain: Mapping[str, Run]) -> dict[str, Run]:
    return {name: few_words_shared(run) for name, run in plain.items()}


async def _ours(bench: Workbench, text: str) -> list[tuple[str, float]]:
    found = await bench.app.find(Ask(text), clearance_for(Audience.OUTSIDERS))
    return [(told.rendition.story_id, told.score) for told in found.told]


def _top(ranked: Sequence[tuple[str, float]]) -> float:
    return ranked[0][1] if ranked else 0.0


async def _texts(bench: Workbench) -> dict[str, set[str]]:
    records = await bench.app.stories.all(StoryFilter())
    return {stored.story.id: _words(indexed_rendition(stored).text) for stored in records}


def _shared(question: str, texts: Mapping[str, set[str]], grades: Grades) -> float:
    """Give the share of a question's longer words that stand in the story that was meant."""
    if not grades:
        return 1.0
    asked = {word for word in _words(question) if len(word) > 3}  # noqa: PLR2004 - a telling word
    story = max(grades, key=lambda i: grades[i])
    return len(asked & texts.get(story, set())) / max(1, len(asked))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _questions(data: Path) -> dict[str, str]:
    rows = (json.loads(line) for line in _lines(data / "queries.jsonl"))
    return {row["qid"]: row["text"] for row in rows}


def _judgements(data: Path) -> dict[str, dict[str, int]]:
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for line in _lines(data / "qrels.tsv"):
        qid, story, grade = line.split()
        judged[qid][story] = int(grade)
    return judged


def _lines(file: Path) -> list[str]:
    try:
        return [line for line in file.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise SetupError(f"{file} cannot be read ({error.strerror}); quality needs it.") from None
