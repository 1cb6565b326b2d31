"""Keys of front matter that an export writes, beside those that people fill in."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.story import Facet, Outcome

_MOST_CHARACTERS = 2_000


def _as_written(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise PydanticCustomError("story", "write one line of text here, not a list")
    if value and len(value) > _MOST_CHARACTERS:
        raise PydanticCustomError("story", "is too long; leave the line as it was exported")
    return value or ""


def _listed(value: object) -> object:
    return value or []


def _mapped(value: object) -> object:
    return value or {}


def _or_none(value: object) -> object:
    return value or None


Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Words = Annotated[str, BeforeValidator(_as_written)]


class HoldFields(BaseModel):
    """A hold that was found before: it stays until its line is deleted."""

    reason: Words = ""
    remedy: Words = ""
    field: Words = "text"


class OverrideFields(BaseModel):
    """An override of a hold, with who gave it, when and why."""

    hold: HoldFields
    why: Words = ""
    by: Words = ""
    at: datetime


class ExportFields(BaseModel):
    """What an export writes so that the same story comes back."""

    attribution_as_written: Words = Field("", alias="attribution")
    inferred: Annotated[tuple[Words, ...], BeforeValidator(_listed)] = ()
    holds: Annotated[tuple[HoldFields, ...], BeforeValidator(_listed)] = ()
    overrides: Annotated[tuple[OverrideFields, ...], BeforeValidator(_listed)] = ()
    facet_sure: Annotated[dict[Facet, Share], BeforeValidator(_mapped)] = Field(
        default_factory=dict
    )
    outcome_guess: Annotated[Outcome | None, BeforeValidator(_or_none)] = None
    outcome_sure: Annotated[Share | None, BeforeValidator(_or_none)] = None
    exported: Words = ""
