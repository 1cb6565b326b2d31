"""Stories in Markdown with front matter."""

from collections.abc import Sequence
from pathlib import Path

from bot.adapters.readers.exported_markdown import as_exported
from bot.adapters.readers.markdown_sections import sections_of
from bot.adapters.readers.pydantic_story_fields import check_fields
from bot.adapters.readers.story_assembly import assemble
from bot.adapters.readers.utf_text import decode
from bot.adapters.readers.yaml_front_matter import split
from bot.domain.holds import hidden_instructions
from bot.domain.story import Story
from bot.ports.library import Defaults


class MarkdownStories:
    """Reads `.md` and `.markdown`: one story a file."""

    def reads(self, path: Path) -> bool:
        """Say whether this is Markdown, by the file's name."""
        return path.suffix.lower() in (".md", ".markdown")

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Read the story in a file.

        Raises:
            StoryRejectedError: with the fields and what to do.
        """
        text = decode(content)
        front, body = split(text)
        fields = check_fields(front)
        story = assemble(name, fields, sections_of(body), defaults, hidden_instructions(text))
        return [as_exported(story, fields, body)]
