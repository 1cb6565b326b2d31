"""The annotated turns that listening is trained on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.language.listening_heads import FIELDS, INTENTS
from bot.domain.brief import Field
from bot.domain.clauses import clause_spans

EXAMPLES = Path(__file__).parent / "examples"
OVERLAP = 0.5  # of a clause's characters inside a span, or of a span's inside a clause


@dataclass(frozen=True, slots=True)
class TurnExample:
    """One turn, cut into clauses as it is when it is heard."""

    source: str  # the file it came from: whole files are held out, or answers would leak
    text: str
    pending: Field | None
    spans: Sequence[tuple[int, int]]
    fields: Sequence[Sequence[float]]  # (clauses, 13), 1 where a clause is of a field
    intents: Sequence[float]  # (13,)
    entries: Sequence[tuple[Field, str]]  # as they were annotated
    conversation: str = ""

    @property
    def clauses(self) -> list[str]:
        """The words of the clauses."""
        return [self.text[start:end] for start, end in self.spans]


def read_turns(folder: Path = EXAMPLES) -> list[TurnExample]:
    """Read all turns: files of turns hold one a line, files of talks a conversation a line."""
    files = [*sorted(folder.glob("turns-*.jsonl")), *sorted(folder.glob("talks-*.jsonl"))]
    return [turn for file in files for turn in turns_in(file)]


def turns_in(file: Path) -> Iterator[TurnExample]:
    """Give the turns of one file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for turn in row.get("turns", [row]):
            yield _example(file.stem, turn, str(row.get("id", "")))


def folds(turns: Sequence[TurnExample], count: int, seed: int) -> list[list[int]]:
    """Divide turns at random. No conversation stands in two folds, or answers would leak."""
    names = sorted({turn.conversation for turn in turns})
    mixed = np.random.default_rng(seed).permutation(np.asarray(names))
    fold = {str(name): n % count for n, name in enumerate(mixed)}
    return [
        [n for n, turn in enumerate(turns) if fold[turn.conversation] == k] for k in range(count)
    ]


def _example(source: str, turn: Mapping[str, Any], conversation: str) -> TurnExample:
    text = str(turn["text"])
    spans = clause_spans(text) or [(0, len(text))]
    return TurnExample(
        source=source,
        text=text,
        pending=Field(turn["pending"]) if turn["pending"] else None,
        spans=spans,
        fields=[_fields_of(span, turn) for span in spans],
        intents=[float(intent in turn["intents"]) for intent in INTENTS],
        entries=[(Field(entry["field"]), str(entry["span"])) for entry in turn["brief"]],
        conversation=conversation,
    )


def _fields_of(span: tuple[int, int], turn: Mapping[str, Any]) -> list[float]:
    """Say which fields' entries a clause holds, or is held by."""
    text, found = str(turn["text"]), set()
    for entry in turn["brief"]:
        start = text.index(entry["span"])
        end = start + len(entry["span"])
        shared = min(span[1], end) - max(span[0], start)
        if shared >= OVERLAP * min(span[1] - span[0], end - start):
            found.add(entry["field"])
    return [float(field in found) for field in FIELDS]
