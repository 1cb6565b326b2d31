"""How well stories are found: judged questions, ours beside each plain part alone."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.bench.measuring import Figure
from bot.cli.bench.workbench import Workbench
from bot.domain.audience import Audience, clearance_for
from bot.domain.errors import SetupError
from bot.use_cases.find_stories import Ask

Grades = Mapping[str, int]
DEPTH = 100  # passages, so that ten stories come out of them


async def quality(bench: Workbench) -> list[Figure]:
    """Score nDCG@10 and Recall@5 over the questions in `queries.jsonl` that have an answer."""
    if bench.data is None:
        return []
    questions, judged = _questions(bench.data), _judgements(bench.data)
    runs: dict[str, list[tuple[Sequence[str], Grades]]] = defaultdict(list)
    for qid, text in questions.items():
        if qid in judged:
            for name, ranked in (await _rankings(bench, text)).items():
                runs[name].append((ranked, judged[qid]))
    ours = runs.pop("ours")
    return [
        Figure("quality", f"{measure}, {len(ours)} questions", "", of(ours), of(plain), name)
        for measure, of in (("nDCG@10", ndcg), ("Recall@5", recall))
        for name, plain in runs.items()
    ]


def ndcg(run: Sequence[tuple[Sequence[str], Grades]]) -> float:
    """Give the mean nDCG over the first ten."""
    return sum(
        _gain([grades.get(i, 0) for i in ranked[:10]])
        / _gain(sorted(grades.values(), reverse=True)[:10])
        for ranked, grades in run
    ) / len(run)


def recall(run: Sequence[tuple[Sequence[str], Grades]]) -> float:
    """Give the mean share of the relevant stories that are among the first five."""
    return sum(sum(i in grades for i in r[:5]) / min(5, len(grades)) for r, grades in run) / len(
        run
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


async def _rankings(bench: Workbench, text: str) -> dict[str, list[str]]:
    found = await bench.app.find(Ask(text), clearance_for(Audience.INSIDERS))
    indexes = bench.build_plain()
    vector = bench.app.embedder.embed([text])[0]
    return {
        "ours": [told.rendition.story_id for told in found.told],
        "bm25s alone": _stories(bench, indexes.lexical(text, DEPTH)),
        "the embedder alone": _stories(bench, indexes.dense(vector, DEPTH)),
    }


def _stories(bench: Workbench, passages: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(bench.passages[n].story_id for n in passages))


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
