"""The notes as Markdown."""

from bot.domain.brief_document import BriefDocument
from bot.domain.brief_page import brief_page


class MarkdownNotes:
    """Writes Markdown, in UTF-8."""

    kind = "md"
    media_type = "text/markdown"

    def write(self, document: BriefDocument) -> bytes:
        """Give the content of the file."""
        return brief_page(document).encode()
