"""Writing a brief's document in the formats that its owner can take along."""

from typing import Protocol

from bot.domain.brief_document import BriefDocument


class DocumentWriter(Protocol):
    """Writes a document in one format. Words in it stay words: nothing of them acts."""

    kind: str  # what the file's name ends in, without the dot
    media_type: str

    def write(self, document: BriefDocument) -> bytes:
        """Give the content of the file. May take a while, and may run in any thread."""
        ...
