"""What each part of the search adds, on questions of our own or on judged ones elsewhere.

usage: python -m training.measure_search mpnet|minilm [DIR]

DIR has stories/, queries.jsonl and qrels.tsv; without it the questions are those of
`examples/`, over the texts in `examples/` and the sample stories.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.search.close_look import POINTS, STRONGEST, TITLE, WHOLE, WINDOW
from bot.adapters.search.fusion import WORDS, Candidate, fusion_for
from bot.adapters.search.hybrid_index import HybridIndex
from bot.cli.bench.judged import Answered, auroc, interval, ndcg, recall, rightly_none
from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.passages import passages_of
from bot.domain.rendition import render_for_outsiders
from bot.domain.story import Facet, StoredStory, Story
from bot.ports.library import Defaults, Query
from bot.settings import CONTENT, Settings

EXAMPLES = Path(__file__).parent / "examples"
PARTS = {
    "the nearest passage": WINDOW,
    "each point by itself": POINTS,
    "the point that is met best": STRONGEST,
    "the title": TITLE,
    "the whole story": WHOLE,
    "shared words": WORDS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was looked at closely for it, and what is right."""

    candidates: list[Candidate]
    grades: Mapping[str, int]


def main(model: str, data: Path | None = None) -> None:
    """Index, ask, and print a line for the whole and for each part taken away."""
    settings = Settings()
    embedder = OnnxEmbedder(prepare(model, settings.models_dir, settings.weights_dir, print))
    stories = _told(data / "stories") if data else _own_stories()
    questions = _judged(data) if data else _own_questions()
    asked = asyncio.run(_asked(embedder, list(stories), list(questions)))
    fusion = fusion_for(embedder.name)
    weights = np.array(fusion.weights)
    print(f"{len(asked)} questions, {sum(bool(a.grades) for a in asked)} with an answer")
    sure = np.array(fusion.sure)
    _say("all", asked, weights, sure)
    for name, part in PARTS.items():
        without, less_sure = weights.copy(), sure.copy()
        without[part] = less_sure[part] = 0.0
        _say(f"without {name}", asked, without, less_sure)
    for name, part in PARTS.items():
        alone = np.zeros_like(weights)
        alone[part] = 1.0
        _say(f"{name} alone", asked, alone, alone)


def _say(
    name: str, asked: list[Asked], weights: npt.NDArray[np.float64], sure: npt.NDArray[np.float64]
) -> None:
    run = [_answered(a, weights, sure) for a in asked]
    low, high = interval(run, ndcg)
    print(
        f"{name:32s} nDCG@10 {ndcg(run):.3f} ({low:.3f} to {high:.3f})  Recall@5 {recall(run):.3f}"
        f"  nothing fits: AUROC {auroc(run):.3f}, said {rightly_none(run):.2f}"
    )


def _answered(
    asked: Asked, weights: npt.NDArray[np.float64], sure: npt.NDArray[np.float64]
) -> Answered:
    measures = np.array([c.measures for c in asked.candidates])
    order = np.argsort(-(measures @ weights), kind="stable")
    ranked = [asked.candidates[n].entry.story_id for n in order]
    return Answered(ranked, float((measures @ sure).max()), asked.grades)


async def _asked(
    embedder: OnnxEmbedder, stories: list[StoredStory], questions: list[tuple[str, dict[str, int]]]
) -> list[Asked]:
    clearance = clearance_for(Audience.OUTSIDERS)
    with tempfile.TemporaryDirectory() as folder:
        index = HybridIndex(Path(folder), embedder)
        await index.put([p for stored in stories for p in passages_of(stored)], {})
        found = [Asked(index.candidates(Query(t), clearance), grades) for t, grades in questions]
        await index.close()
    return found


def _stored(story: Story) -> StoredStory:
    return StoredStory(story, story.id, 1, "", outsiders=render_for_outsiders(story, "", {}))


def _own_stories() -> Iterator[StoredStory]:
    for file in sorted(EXAMPLES.glob("stories-*.jsonl")):
        for n, line in enumerate(file.read_text("utf-8").splitlines()):
            row = json.loads(line)
            text = " ".join(said for said, _ in row["sentences"])
            facets = {Facet.UNSORTED: text}
            yield _stored(Story(f"{file.stem}-{n}", row["title"], Visibility.PROSPECTS, facets))
    yield from _told(CONTENT / "knowledge" / "stories")


def _told(folder: Path) -> Iterator[StoredStory]:
    reader = MarkdownStories()
    for file in sorted(folder.rglob("*.md")):
        for story in reader.read(file.name, file.read_bytes(), Defaults(Visibility.PROSPECTS)):
            yield _stored(story)


def _own_questions() -> Iterator[tuple[str, dict[str, int]]]:
    for file in sorted(EXAMPLES.glob("stories-*.jsonl")):
        for n, line in enumerate(file.read_text("utf-8").splitlines()):
            row = json.loads(line)
            if row["question"]:
                yield row["question"], {f"{file.stem}-{n}": 2}
            if row["near_miss"]:
                yield row["near_miss"], {}
    for name in ("search_questions", "search_questions_2"):
        for line in (EXAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], dict.fromkeys(row["stories"], 2)


def _judged(data: Path) -> Iterator[tuple[str, dict[str, int]]]:
    grades: dict[str, dict[str, int]] = {}
    for line in (data / "qrels.tsv").read_text("utf-8").splitlines():
        qid, story, grade = line.split()
        grades.setdefault(qid, {})[story] = int(grade)
    for line in (data / "queries.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], grades.get(row["qid"], {})


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:3]))
