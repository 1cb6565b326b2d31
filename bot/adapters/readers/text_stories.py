"""Stories in plain text: the first line is the title, lines that name a facet are headings."""

from collections.abc import Sequence
from pathlib import Path

from bot.adapters.readers.facet_headings import names_facet
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.pydantic_story_fields import check_fields
from bot.adapters.readers.story_assembly import assemble
from bot.adapters.readers.utf_text import decode
from bot.adapters.readers.yaml_front_matter import split
from bot.domain.holds import hidden_instructions
from bot.domain.story import Story
from bot.ports.library import Defaults

_LONGEST_TITLE = 200


class TextStories:
    """Reads `.txt` and `.text`: one story a file."""

    def reads(self, path: Path) -> bool:
        """Say whether this is plain text, by the file's name."""
        return path.suffix.lower() in (".txt", ".text")

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Read the story in a file.

        Raises:
            StoryRejectedError: with the fields and what to do.
        """
        text = decode(content, guess=True)
        front, body = split(text)
        fields = check_fields(front)
        sections = _sections(body.strip().split("\n"), titled=bool(fields.title))
        return [assemble(name, fields, sections, defaults, hidden_instructions(text))]


def _sections(lines: Sequence[str], *, titled: bool) -> list[Section]:
    found: list[Section] = []
    level, heading = 0, ""
    if not titled and len(lines[0]) <= _LONGEST_TITLE:
        level, heading, lines = 1, lines[0].strip(" #*=_"), lines[1:]
    below: list[str] = []
    for line in lines:
        if names_facet(line):
            found.append(Section(level, heading, "\n".join(below).strip()))
            level, heading, below = 2, line.strip(" #*=_:"), []
        else:
            below.append(line.rstrip())
    return [*found, Section(level, heading, "\n".join(below).strip())]
