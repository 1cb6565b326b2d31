"""The keys of a story's front matter, checked; each error says the field and what to write."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.adapters.readers.pydantic_export_fields import ExportFields
from bot.domain.audience import Visibility
from bot.domain.errors import StoryRejectedError
from bot.domain.story import Outcome, Status

LONGEST = 400
_SYNONYMS = {"company": "customer", "alias": "aliases", "license": "licence"}
# a slip in one of these would show what must not be shown
_PRIVATE_KEYS = ("visibility", "customer", "aliases", "people", "shown_as")
_ROLE_IN_BRACKETS = re.compile(r"\A(?P<name>[^(]+)\((?P<role>[^)]+)\)\s*\Z")
_ID = re.compile(r"\w[\w.-]{0,119}")


def _wrong(remedy: str) -> PydanticCustomError:
    return PydanticCustomError("story", "{remedy}", {"remedy": remedy})


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        raise _wrong("write one line of text here, not a list")
    text = " ".join(str(value or "").split())
    if len(text) > LONGEST:
        raise _wrong(f"has {len(text)} characters, the most is {LONGEST}")
    return text


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise _wrong("write a list: [one, another]")
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(text for part in parts if (text := _text(part)))


def _people(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {_text(name): _text(role) or "colleague" for name, role in value.items()}
    found = [(_ROLE_IN_BRACKETS.match(entry), entry) for entry in _several(value)]
    return {
        _text(match["name"] if match else entry): _text(match["role"] if match else "colleague")
        for match, entry in found
    }


def _date(value: object) -> date | None:
    text = _text(value)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _wrong(f"'{text}' is not a date; write it as 2026-03-01") from error


def _id(value: object) -> str:
    text = _text(value)
    if text and not _ID.fullmatch(text):
        raise _wrong(f"'{text}' cannot be an id; use letters, numbers, - and _ only")
    return text


def _one_of(*known: str) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        text = _text(value).lower()
        if text and text not in known:
            named = f"{', '.join(known[:-1])} or {known[-1]}"
            raise _wrong(f"'{_text(value)}' is not known; use {named}")
        return text or None

    return check


def _choice(kind: type[StrEnum]) -> BeforeValidator:
    return BeforeValidator(_one_of(*(member.value for member in kind)))


def _words(*known: str) -> BeforeValidator:
    check = _one_of(*known)
    return BeforeValidator(lambda value: check(value) or "")


def _mapping(value: object) -> object:
    if value is None or isinstance(value, dict):
        return value or {}
    raise _wrong("write it as {key: value, ...}; see knowledge/_template.md")


_Text = Annotated[str, BeforeValidator(_text)]
_Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
_Date = Annotated[date | None, BeforeValidator(_date)]


class ConsentFields(BaseModel):
    """Who agreed, how far, and until when."""

    given_by: _Text = Field("", alias="from")
    scope: Annotated[str, _words("anonymised", "named")] = ""
    on: _Date = None
    until: _Date = None
    recorded_by: _Text = ""


class PeerFields(BaseModel):
    """Whether the customer would talk to a buyer."""

    willing: Annotated[str, _words("true", "false", "yes", "no")] = ""
    limit: _Text = ""


class StoryFields(ExportFields, BaseModel):
    """Front matter. What is left out is empty or None; unknown keys are left alone."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[str, BeforeValidator(_id)] = ""
    title: _Text = ""
    outcome: Annotated[Outcome | None, _choice(Outcome)] = None
    customer: _Text = ""
    aliases: _Several = ()
    people: Annotated[dict[str, str], BeforeValidator(_people)] = {}
    shown_as: _Text = ""
    industry: _Text = ""
    size: _Text = ""
    roles: _Several = ()
    starts_with: Annotated[str, _words("problem", "opportunity")] = ""
    visibility: Annotated[Visibility | None, _choice(Visibility)] = None
    status: Annotated[Status | None, _choice(Status)] = None
    consent: Annotated[ConsentFields, BeforeValidator(_mapping)] = ConsentFields()
    owner: _Text = ""
    review_by: _Date = None
    told_by: Annotated[str, _words("customer", "rep", "public source")] = ""
    our_part: Annotated[str, _words("none", "advice", "product")] = ""
    evidence: Annotated[str, _words("measured", "reported", "remembered")] = ""
    as_of: _Text = ""
    peer: Annotated[PeerFields, BeforeValidator(_mapping)] = PeerFields()
    source_repo: _Text = ""
    source_path: _Text = ""
    licence: _Text = ""

    @property
    def attribution(self) -> str:
        """Where a story that others published comes from, and under which licence."""
        if self.attribution_as_written:
            return self.attribution_as_written
        place = (
            f"{self.source_repo} ({self.source_path})" if self.source_path else self.source_repo
        )
        return ", ".join(part for part in (place, self.licence) if part)


def check_fields(front: Mapping[str, Any]) -> StoryFields:
    """Check front matter.

    Raises:
        StoryRejectedError: with every field that is wrong.
    """
    known = {_SYNONYMS.get(key, key): value for key, value in front.items()}
    known |= {key: value for key, value in front.items() if value is not None}
    problems = [problem for key in front if (problem := _slip(key))]
    try:
        fields = StoryFields.model_validate(known)
    except ValidationError as error:
        problems += [_problem(detail) for detail in error.errors()]
    if problems:
        (field, message), *more = problems
        raise StoryRejectedError(field, message, *more)
    return fields


def _problem(detail: ErrorDetails) -> tuple[str, str]:
    return ".".join(map(str, detail["loc"])), detail["msg"]


def _slip(key: str) -> tuple[str, str] | None:
    """Find a key that is nearly one of those that keep a secret."""
    if key in StoryFields.model_fields or key in _SYNONYMS:
        return None
    near = difflib.get_close_matches(key, _PRIVATE_KEYS, n=1, cutoff=0.75)
    return (key, f"is not a known key; write {near[0]}") if near else None
