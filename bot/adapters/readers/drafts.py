"""What a format is turned into before it is a story, and its form between two processes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.readers.markdown_sections import Section


@dataclass(frozen=True, slots=True)
class Draft:
    """A story before its fields are checked: sections of a document, or a record of a table.

    `title` is what the format suggests where no heading gives one. `place` says where in the file
    the record stands.
    """

    sections: Sequence[Section] = ()
    record: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    place: str = ""


def packed(drafts: Iterable[Draft]) -> list[dict[str, Any]]:
    """Give drafts as what JSON can hold."""
    return [
        {
            "sections": [[s.level, s.heading, s.text] for s in draft.sections],
            "record": dict(draft.record),
            "title": draft.title,
            "place": draft.place,
        }
        for draft in drafts
    ]


def unpacked(found: Iterable[Mapping[str, Any]]) -> list[Draft]:
    """Give drafts from what the worker sent; nothing in it is trusted to have the right type."""
    return [
        Draft(
            sections=[
                Section(int(level), str(head), str(text)) for level, head, text in d["sections"]
            ],
            record=dict(d["record"]),
            title=str(d["title"]),
            place=str(d["place"]),
        )
        for d in found
    ]
