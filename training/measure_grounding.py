"""How well what is not borne out is refused, on sentences as a language model might word them.

usage: python -m training.measure_grounding mpnet|minilm [all]

The rules were made and their thresholds chosen on two thirds of the stories; what is printed is
the third that was held back, or with `all` every story. Beside it stand two plain rules, each at
the threshold that is best on the two thirds.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.adapters.content.prompt_files import load_wording
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.embedding.recent_embedder import RecentEmbedder
from bot.adapters.language.embedder_likeness import EmbedderLikeness
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.domain.audience import Visibility
from bot.domain.grounding import Sources, borne_out, ground
from bot.domain.rendition import render_for_insiders, render_for_outsiders
from bot.domain.story import Outcome, Rendition
from bot.domain.text import sentences, words
from bot.domain.word_forms import stem, tells_nothing
from bot.domain.wording import Wording
from bot.ports.language import Likeness
from bot.ports.library import Defaults
from bot.settings import CONTENT, Settings

EXAMPLES = Path(__file__).parent / "examples" / "grounding.jsonl"
HELD_BACK = 3  # one story in so many
INTRODUCES = {Outcome.FAILED: "story_intro_failed", Outcome.STOPPED: "story_intro_stopped"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what it may draw on, and whether that bears it out."""

    sentence: str
    sources: Sources
    is_borne_out: bool
    why: str
    held_back: bool

    @property
    def drawn_on(self) -> list[str]:
        """All sentences that it may draw on."""
        texts = (*self.sources.stories.values(), self.sources.supplied, self.sources.own)
        return [sentence for text in texts for sentence in sentences(text)]


def main(model: str, which: str = "held back") -> None:
    """Hold each sentence against its sources, three ways, and print how that went."""
    settings = Settings()
    embedder = OnnxEmbedder(prepare(model, settings.models_dir, settings.weights_dir, print))
    likeness = EmbedderLikeness(RecentEmbedder(embedder))
    examples = list(_examples())
    chosen_on = [e for e in examples if not e.held_back]
    told = examples if which == "all" else [e for e in examples if e.held_back]
    unfounded = sum(not e.is_borne_out for e in told)
    print(f"{len(told)} sentences, {unfounded} of them not borne out; {which}")
    times: list[float] = []
    passed = [_passes(e, likeness, times) for e in told]
    _say("as built", told, passed)
    for name, score in (("nearest sentence's cosine", _cosine), ("shared words", _shared)):
        measure = _of(score, likeness)
        threshold = _best(chosen_on, [measure(e) for e in chosen_on])
        _say(f"{name}, {threshold:.2f}", told, [measure(e) >= threshold for e in told])
    print("\nby kind, as built: passed of all")
    _say_kinds(told, passed)
    print(
        f"\nCPU time a sentence: {np.median(times):.0f} ms, p95 {np.quantile(times, 0.95):.0f} ms"
    )


def _passes(example: Example, likeness: Likeness, times: list[float]) -> bool:
    before = time.process_time()
    parts = ground(example.sentence, example.sources, likeness).parts
    passed = all(borne_out(part, example.sources, likeness) for part in parts)
    times.append(1_000 * (time.process_time() - before))
    return passed


def _cosine(example: Example, likeness: Likeness) -> float:
    return likeness(example.sentence, example.drawn_on)


def _shared(example: Example, _likeness: Likeness) -> float:
    """The share of a sentence's telling words that one sentence of the source has."""
    telling = _stems(example.sentence)
    found = (len(telling & _stems(sentence)) for sentence in example.drawn_on)
    return max(found, default=0) / max(1, len(telling))


def _stems(sentence: str) -> set[str]:
    return {stem(word) for word in words(sentence) if not tells_nothing(word)}


def _of(
    score: Callable[[Example, Likeness], float], likeness: Likeness
) -> Callable[[Example], float]:
    return lambda example: score(example, likeness)


def _best(examples: Sequence[Example], scores: Sequence[float]) -> float:
    """Find the threshold at which the F1 of refusing is highest."""
    return max(sorted(set(scores)), key=lambda t: _f1(examples, [s >= t for s in scores]))


def _f1(examples: Sequence[Example], passed: Sequence[bool]) -> float:
    precision, recall, _ = _rates(examples, passed)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _rates(examples: Sequence[Example], passed: Sequence[bool]) -> tuple[float, float, float]:
    """Give precision and recall of refusing, and the share of what is borne out that passes."""
    pairs = [(e.is_borne_out, p) for e, p in zip(examples, passed, strict=True)]
    refused = [borne for borne, p in pairs if not p]
    wrong, right = sum(not borne for borne, _ in pairs), sum(borne for borne, _ in pairs)
    rightly = refused.count(False)
    return rightly / max(1, len(refused)), rightly / wrong, 1 - refused.count(True) / right


def _say(name: str, examples: Sequence[Example], passed: Sequence[bool]) -> None:
    precision, recall, through = _rates(examples, passed)
    print(
        f"{name:32s} refusing: precision {precision:.3f}, recall {recall:.3f},"
        f" F1 {_f1(examples, passed):.3f}; of what is borne out {through:.3f} passes"
    )


def _say_kinds(examples: Sequence[Example], passed: Sequence[bool]) -> None:
    kinds: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    for example, through in zip(examples, passed, strict=True):
        kinds[example.is_borne_out, example.why].append(through)
    for (is_borne_out, why), let in sorted(kinds.items()):
        print(f"  {'' if is_borne_out else 'not '}borne out, {why}: {sum(let)} of {len(let)}")


def _examples() -> Iterator[Example]:
    told, wording = dict(_stories()), load_wording(CONTENT / "prompts")
    held_back = set(sorted(told)[HELD_BACK - 1 :: HELD_BACK])
    for line in EXAMPLES.read_text("utf-8").splitlines():
        row = json.loads(line)
        own = _introduced(told.get(row["story"]), wording)
        stories = {row["story"]: told[row["story"]].text} if row["story"] else {}
        talk = sum(map(ord, row["said"] or row["sentence"])) % HELD_BACK == HELD_BACK - 1
        yield Example(
            row["sentence"],
            Sources(stories, row["said"], own),
            row["borne_out"],
            row["why"],
            held_back=row["story"] in held_back if row["story"] else talk,
        )


def _introduced(story: Rendition | None, wording: Wording) -> str:
    """Give the line of ours that the plain reply would have."""
    outcome = story.outcome if story else None
    introduced = INTRODUCES.get(outcome) if outcome else None
    key = introduced or ("story_intro_first" if story else "noted")
    return wording.line(key, 0, {})


def _stories() -> Iterator[tuple[str, Rendition]]:
    """Give the sample stories as outsiders read them, the internal ones as they are."""
    reader = MarkdownStories()
    for file in sorted((CONTENT / "knowledge" / "stories").glob("*.md")):
        for story in reader.read(file.name, file.read_bytes(), Defaults(Visibility.PROSPECTS)):
            outsiders = render_for_outsiders(story, "", {})
            yield story.id, outsiders or render_for_insiders(story, "")


if __name__ == "__main__":
    main(*sys.argv[1:])
