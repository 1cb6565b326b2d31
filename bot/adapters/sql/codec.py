"""Domain objects to JSON and back. An event's kind is a tag that stands beside its JSON."""

import json
import logging
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bot.adapters.sql.portable import storable
from bot.domain.events import Action, File, InboundEvent, Message, Submission, Timer

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)

_KINDS: dict[str, type[InboundEvent]] = {
    "message": Message,
    "action": Action,
    "submission": Submission,
    "file": File,
    "timer": Timer,
}
_TAGS = {kind: tag for tag, kind in _KINDS.items()}


class UnreadableRowError(Exception):
    """A stored row has not the shape that this version reads. Never holds the row's words."""

    def __init__(self, row: str, trouble: str) -> None:
        super().__init__(
            f"{row} cannot be read ({trouble}). Run the version of Groundwork that wrote it,"
            " or restore the row from a backup."
        )
        self.row = row


def encode(kind: type[T], value: T) -> str:
    """Give the JSON of a value. Half characters, which JSON cannot hold, are replaced."""
    adapter = _adapter(kind)
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError:
        return storable(json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=False))


def decode(kind: type[T], stored: str | bytes, row: str) -> T:
    """Give the value that was written; `row` names its place for the error.

    Raises:
        UnreadableRowError: the JSON does not fit the kind.
    """
    try:
        value: T | None = _adapter(kind).validate_json(stored)
    except ValidationError as error:
        raise UnreadableRowError(row, _trouble(error)) from None
    if value is None:
        raise UnreadableRowError(row, "it is empty")
    return value


def tag_of(event: InboundEvent) -> str:
    """Give the tag to store beside an event."""
    return _TAGS[type(event)]


def encode_event(event: InboundEvent) -> str:
    """Give the JSON of an event, without its tag."""
    return encode(type(event), event)


def decode_event(tag: str, stored: str | bytes, row: str) -> InboundEvent:
    """Give the event that was stored beside this tag.

    Raises:
        UnreadableRowError: the tag is unknown or the JSON does not fit it.
    """
    if tag not in _KINDS:
        raise UnreadableRowError(row, f"unknown type {tag!r}")
    return decode(_KINDS[tag], stored, row)


def readable_only(rows: Iterable[R], of: Callable[[R], T]) -> list[T]:
    """Make what can be made of the rows of a queue, and log the rest.

    One row that cannot be read stays where it is; it must not hold up those behind it.
    """
    made = []
    for row in rows:
        try:
            made.append(of(row))
        except UnreadableRowError as error:
            _log.error("%s", error)
    return made


def _build(kind: Any) -> TypeAdapter[Any]:
    # A dataclass alone would not take the config that turns bytes into base64; a union does.
    config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    return TypeAdapter(kind | None, config=config)


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(_build)  # each is built once, when needed


def _trouble(error: ValidationError) -> str:
    """Say where and what, without the value: it may be somebody's words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'all of it'}: {first['type']}"
