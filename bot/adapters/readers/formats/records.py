"""Objects of JSON or YAML as records."""

from collections.abc import Sequence

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.tables import MOST_ROWS
from bot.adapters.readers.record_keys import key_of, tells_stories
from bot.domain.errors import StoryRejectedError

_WRAPPERS = ("stories", "items", "records", "data", "cases", "results", "rows")
_DEEPEST = 8
_EMPTY = "There is no story in it. Write an object with a title and a text, or a list of them."
_NO_RECORD = "It is not an object with keys. Write title, problem, outcome and so on."
_DEEP = "It is nested too deeply. Write the story's parts under facets or sections."
_TOO_MANY = f"It has more than {MOST_ROWS} stories. Cut it into smaller files."


def records(values: Sequence[object], place: str, numbers: Sequence[int] = ()) -> list[Draft]:
    """Make a draft of each object; `numbers` are where they stand, counted from 1 by default.

    Raises:
        StoryRejectedError: what is there are no objects, or too many.
    """
    values = _unwrapped(values)
    if not values:
        raise StoryRejectedError("file", _EMPTY)
    if len(values) > MOST_ROWS:
        raise StoryRejectedError("file", _TOO_MANY)
    places = [f"{place} {number}" for number in numbers or range(1, len(values) + 1)]
    problems = [
        (where, problem)
        for where, value in zip(places, values, strict=False)
        if (problem := _problem(value))
    ]
    if problems:
        (field, message), *more = problems
        raise StoryRejectedError(field, message, *more)
    single = len(values) == 1
    return [
        Draft(record={str(key): found for key, found in value.items()}, place="" if single else at)
        for at, value in zip(places, values, strict=False)
        if isinstance(value, dict)
    ]


def _unwrapped(values: Sequence[object]) -> Sequence[object]:
    if len(values) != 1 or not isinstance(values[0], dict) or tells_stories(map(str, values[0])):
        return values
    lists = [
        v for k, v in values[0].items() if key_of(str(k)) in _WRAPPERS and isinstance(v, list)
    ]
    return lists[0] if len(lists) == 1 else values


def _problem(value: object) -> str:
    if not isinstance(value, dict):
        return _NO_RECORD
    return _DEEP if _deeper(value, _DEEPEST) else ""


def _deeper(value: object, most: int) -> bool:
    inner: list[object] = [value]
    for _ in range(most):
        inner = [
            v
            for found in inner
            if isinstance(found, dict | list)
            for v in (found.values() if isinstance(found, dict) else found)
        ]
    return any(isinstance(found, dict | list) for found in inner)
