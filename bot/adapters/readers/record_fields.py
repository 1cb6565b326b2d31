"""From a record to front matter and sections: columns and keys in the words that people use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.readers.facet_headings import facet_of
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.record_keys import NESTED_KEYS, TEXT_KEYS, field_of, key_of
from bot.domain.errors import StoryRejectedError
from bot.domain.story import Outcome

_OUTCOMES = {
    **{outcome.value: outcome.value for outcome in Outcome},
    **dict.fromkeys(("success", "successful", "won", "win", "good"), Outcome.SUCCEEDED.value),
    **dict.fromkeys(("partial", "partially", "mixed"), Outcome.PARTLY.value),
    **dict.fromkeys(("failure", "fail", "lost", "unsuccessful"), Outcome.FAILED.value),
    **dict.fromkeys(("abandoned", "cancelled", "canceled", "no change"), Outcome.STOPPED.value),
    **dict.fromkeys(("in progress", "open"), Outcome.ONGOING.value),
}
_LONGEST_LIST_OF_PEOPLE = 200
_AMBIGUOUS = "It may be a story's or a customer's. Name it title or customer."
_TWO = "It means {field}, as another one does. Leave one of them, or rename one."


@dataclass(slots=True)
class RecordParts:
    """The front matter and the sections that a record amounts to."""

    front: dict[str, Any] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def parts_of(record: Mapping[str, Any]) -> RecordParts:
    """Sort a record into fields and text. What no field and no facet knows is text with its key.

    Raises:
        StoryRejectedError: keys that could be taken two ways.
    """
    parts = RecordParts()
    for heading, value in record.items():
        if not _is_empty(value):
            _sort(parts, heading, value)
    if parts.problems:
        (key, message), *more = parts.problems
        raise StoryRejectedError(key, message, *more)
    return parts


def _sort(parts: RecordParts, heading: str, value: object) -> None:
    key = key_of(heading)
    known = field_of(key)
    if key == "name":
        parts.problems.append((heading, _AMBIGUOUS))
    elif known and (plain := _field_value(known, value)) is not None:
        if known in parts.front:
            parts.problems.append((heading, _TWO.format(field=known)))
        parts.front[known] = plain
    elif key in NESTED_KEYS and isinstance(value, dict | list):
        parts.sections += _nested(value)
    elif key in TEXT_KEYS:
        parts.sections.insert(0, Section(0, "", _prose(value)))
    else:
        # so that a slip in a key that keeps a secret is found with those of front matter
        parts.front.setdefault(key, None)
        parts.sections.append(_section(heading.replace("_", " ").strip(), value))


def _section(heading: str, value: object) -> Section:
    if facet_of(heading):
        return Section(2, heading, _prose(value))
    return Section(2, "", f"{heading}: {_prose(value)}")


def _nested(value: dict[str, Any] | list[Any]) -> Iterator[Section]:
    pairs = value.items() if isinstance(value, dict) else map(_titled, value)
    for heading, text in pairs:
        if not _is_empty(text):
            yield _section(str(heading).replace("_", " ").strip(), text)


def _titled(section: object) -> tuple[str, object]:
    """Give the heading and the text of a section that is an object of its own."""
    if not isinstance(section, dict):
        return "", section
    rest = {key_of(str(key)): value for key, value in section.items()}
    names = ("heading", "title", "name", "facet")
    heading = next((rest.pop(name) for name in names if name in rest), "")
    return str(heading), rest


def _field_value(known: str, value: object) -> object | None:
    """Give a value as front matter has it; None where it is prose under a field's name."""
    if known == "outcome":
        return _OUTCOMES.get(str(value).strip().lower()) if isinstance(value, str) else None
    if known == "people" and isinstance(value, str):
        prose = len(value) > _LONGEST_LIST_OF_PEOPLE or ". " in value or value.endswith(".")
        return None if prose else value
    if known == "people" and isinstance(value, list):
        return _named(value)
    return value


def _named(people: list[Any]) -> object:
    """Take objects with a name and a role for what front matter writes as `name: role`."""
    objects = [{key_of(str(k)): v for k, v in p.items()} for p in people if isinstance(p, dict)]
    if len(objects) < len(people) or not all("name" in person for person in objects):
        return people
    return {str(p["name"]): str(p.get("role") or p.get("title") or "") for p in objects}


def _prose(value: object) -> str:
    if isinstance(value, dict):
        texts = [_prose(v) if k in TEXT_KEYS else f"{k}: {_prose(v)}" for k, v in value.items()]
        return "\n\n".join(texts)
    if isinstance(value, list):
        return "\n".join(map(_prose, value))
    return "" if value is None else str(value).strip()


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}) or not str(value).strip()
