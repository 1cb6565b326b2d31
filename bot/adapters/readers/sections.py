"""Sections of a document as they are gathered: headings, and the blocks of text below each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.adapters.readers.facet_headings import names_facet
from bot.adapters.readers.markdown_sections import Section
from bot.domain.story import Outcome

_LONGEST_HEADING = 200
_OUTCOME = re.compile(rf"outcome\s*:\s*(?:{'|'.join(Outcome)})", re.IGNORECASE)  # a field


@dataclass(slots=True)
class Gathering:
    """Takes headings and text in the order of the document."""

    sections: list[Section] = field(default_factory=list)
    _level: int = 0
    _heading: str = ""
    _blocks: list[str] = field(default_factory=list)

    def heading(self, level: int, words: str) -> None:
        """Begin a section; what is too long for a heading is text."""
        plain = " ".join(words.split())
        if len(plain) > _LONGEST_HEADING:
            self.text(plain)
        elif plain:
            self._close()
            self._level, self._heading = level, plain

    def text(self, block: str, after: str = "\n\n") -> None:
        """Add text; `after` parts it from what comes next."""
        if block.strip():
            self._blocks.append(block.strip() + after)

    def line(self, words: str, after: str = "\n\n") -> None:
        """Add a line that may be a heading though nothing marks it as one."""
        if names_facet(words) and not _OUTCOME.fullmatch(words.strip()):
            self.heading(2, words.strip(" #*=_:"))
        else:
            self.text(words, after)

    def rows(self, rows: Iterable[Iterable[str]]) -> None:
        """Add a table, a row a line."""
        lines = ["; ".join(filter(None, (" ".join(cell.split()) for cell in row))) for row in rows]
        self.text("\n".join(filter(None, lines)))

    def done(self) -> list[Section]:
        """Give the sections that have anything in them."""
        self._close()
        return self.sections

    def _close(self) -> None:
        text = re.sub(r"\n{3,}", "\n\n", "".join(self._blocks)).strip()
        if self._heading or text:
            self.sections.append(Section(self._level, self._heading, text))
        self._level, self._heading, self._blocks = 0, "", []
