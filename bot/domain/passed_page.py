"""The page that a buyer passes on: previewed and given to the vendor's people as the same text."""

from collections.abc import Iterator, Sequence

from bot.domain.brief import Certainty, Entry
from bot.domain.brief_document import (
    HEADINGS,
    BriefDocument,
    DocumentLine,
    Group,
    Section,
    one_line,
)
from bot.domain.brief_page import brief_page
from bot.domain.passed import Extras

_MARKS = {Certainty.MEASURED: "measured", Certainty.GUESS: "a guess"}
PAGE_NAME = "notes-passed-on.md"


def passed_page(entries: Sequence[Entry], extras: Extras, operator: str) -> str:
    """Write the page: the same text is previewed by the buyer and given to the vendor's people."""
    sections = [
        Section(heading, (Group("", lines),)) for heading, lines in _by_heading(entries) if lines
    ]
    added = (
        ("Times that suit", extras.times),
        ("Background", extras.background),
        ("Language", extras.language),
    )
    for heading, text in added:
        if line := one_line(text):
            sections.append(Section(heading, (Group("", (DocumentLine(line),)),)))
    title = f"Notes for {one_line(operator)}"
    return brief_page(BriefDocument(tuple(sections), title=title, empty="No line is left."))


def _by_heading(entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[DocumentLine, ...]]]:
    numbered = list(enumerate(entries, 1))
    for field, heading in HEADINGS.items():
        yield heading, tuple(_line(n, e) for n, e in numbered if e.field is field)


def _line(n: int, entry: Entry) -> DocumentLine:
    mark = _MARKS.get(entry.sure, "")
    return DocumentLine(f"{n}: {one_line(entry.span)}", mark)
