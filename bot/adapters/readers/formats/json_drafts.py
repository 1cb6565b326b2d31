"""JSON: one story, a list of them, or one a line."""

import json
from typing import Any

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.records import records
from bot.adapters.readers.utf_text import decode
from bot.domain.errors import StoryRejectedError

_MOST = 30_000_000
_LINES = (".jsonl", ".ndjson")


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the stories of a file."""
    text = decode(content, most=_MOST)
    if name.lower().endswith(_LINES):
        return _lines(text)
    try:
        found = _loaded(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # lines of JSON under the plain name
            return _lines(text)
        raise _broken(error, error.lineno) from error
    return records(found if isinstance(found, list) else [found], place="story")


def _lines(text: str) -> list[Draft]:
    found: list[tuple[int, object]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append((number, _loaded(line)))
            except json.JSONDecodeError as error:
                raise _broken(error, number) from error
    numbers = [number for number, _ in found]
    return records([value for _, value in found], place="line", numbers=numbers)


def _loaded(text: str) -> object:
    return json.loads(text, object_pairs_hook=_object, parse_int=str, parse_float=str)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"{twice[:80]} is there twice in one story. Leave one of them."
        raise StoryRejectedError("json", message)
    return found


def _broken(error: json.JSONDecodeError, line: int) -> StoryRejectedError:
    message = f"Line {line} is not JSON: {error.msg}. Mend it, or save the story as Markdown."
    return StoryRejectedError("json", message)
