"""The examples that the facet heads learn from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.adapters.language.facet_features import Sight, look_at
from bot.adapters.language.facet_heads import FACETS, OUTCOMES
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.domain.audience import Visibility
from bot.domain.prose import prose_of
from bot.domain.story import Facet, Outcome
from bot.ports.library import Defaults
from bot.settings import CONTENT

EXAMPLES = Path(__file__).parent / "examples"
_GROUPS = 6  # into which the sample stories are dealt


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled story: what is seen of its sentences, a facet for each, how it ended."""

    sentences: tuple[str, ...]
    sight: Sight
    labels: list[int]
    outcome: int | None
    group: str  # the file it came in; whole files are held out


def texts() -> list[Text]:
    """Read the labelled texts and the sample stories."""
    return [*_labelled(), *_samples()]


def lone_sentences() -> list[tuple[str, int]]:
    """Read the sentences of rare facets that stand in no text."""
    rows = _rows(EXAMPLES / "facet-sentences.jsonl")
    return [(row["text"], FACETS.index(Facet(row["facet"]))) for row in rows]


def _labelled() -> Iterator[Text]:
    for file in sorted(EXAMPLES.glob("stories-*.jsonl")):
        for row in _rows(file):
            said, labels = zip(*row["sentences"], strict=True)
            yield _text(said, [_facet(label) for label in labels], row["outcome"], file.stem)


def _samples() -> Iterator[Text]:
    reader, defaults = MarkdownStories(), Defaults(Visibility.INTERNAL)
    files = sorted((CONTENT / "knowledge" / "stories").glob("*.md"))
    for n, file in enumerate(files):
        for story in reader.read(file.name, file.read_bytes(), defaults):
            said = [s for s in prose_of(story).said if s.facet is not Facet.IN_SHORT]
            labels = [s.facet for s in said]
            yield _text([s.text for s in said], labels, story.outcome, f"sample-{n % _GROUPS}")


def _text(said: Sequence[str], labels: Sequence[Facet], outcome: str | None, group: str) -> Text:
    ended = OUTCOMES.index(Outcome(outcome)) if outcome else None
    return Text(tuple(said), look_at(said), [FACETS.index(f) for f in labels], ended, group)


def _facet(label: str) -> Facet:
    return Facet.UNSORTED if label == "other" else Facet(label)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
