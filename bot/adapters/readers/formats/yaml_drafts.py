"""YAML: one story, a list of them, or one a document."""

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.records import records
from bot.adapters.readers.utf_text import decode
from bot.adapters.readers.yaml_front_matter import load_documents


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the stories of a file."""
    del name
    found = [document for document in load_documents(decode(content)) if document is not None]
    flat = found[0] if len(found) == 1 and isinstance(found[0], list) else found
    return records(flat, place="story")
