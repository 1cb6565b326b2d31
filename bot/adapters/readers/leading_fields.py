"""Lines such as `Visibility: internal` at the top of a document, taken as its front matter."""

import re
from collections.abc import Sequence
from typing import Any

from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.record_keys import FIELDS, field_of, key_of
from bot.domain.story import Outcome

_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{1,30}?)\s*[:;\t]\s*(?P<value>\S.*)")
_FENCE = re.compile(r"-{3,}")
# under these names documents have prose or names of their own
_PROSE = frozenset(("title", "people", "roles", "consent", "peer", "id"))


def split_fields(sections: Sequence[Section]) -> tuple[dict[str, Any], list[Section]]:
    """Give the fields that a document's first lines set, and the sections without those lines."""
    for at, section in enumerate(sections):
        if section.text:
            front, rest = _split(section.text) if section.level <= 1 else ({}, section.text)
            shorter = Section(section.level, section.heading, rest)
            return front, [*sections[:at], shorter, *sections[at + 1 :]]
    return {}, list(sections)


def _split(text: str) -> tuple[dict[str, Any], str]:
    front: dict[str, Any] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if not line.strip() or _FENCE.fullmatch(line.strip()):
            continue
        known, value = _field(line)
        if not known:
            return front, "\n".join(lines[at:]) if front else text
        front[known] = value
    return front, ""


def _field(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line.strip())
    known = field_of(key_of(found["key"])) if found else None
    if found is None or known is None or known in _PROSE or known not in FIELDS:
        return "", ""
    value = found["value"].strip()
    if known == "outcome" and value.lower() not in set(Outcome):
        return "", ""
    return known, value
