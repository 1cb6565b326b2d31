"""What people who run the bot can see of it: steps that take time, and things that happened.

Ids and kinds only. Nothing that anybody wrote may be handed over here.
"""

from collections.abc import Awaitable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """What takes time and is measured each time."""

    TURN = "turn"
    POST = "post"
    SEARCH = "search"
    MODEL_CALL = "model_call"


class Happening(StrEnum):
    """What is counted, each by its kind."""

    ACCEPTED = "accepted"  # new, or again: a redelivery
    OUTCOME = "outcome"  # replied, merged, silent, or failed: an apology
    POST = "post"  # posted, failed, or after a doubt: found, or again
    MODEL_CALL = "model_call"  # ok, or why it was of no use
    ON_RECORD = "on_record"  # the kinds of lines in the audit, an opened gate among them


class Telemetry(Protocol):
    """Where steps and happenings are reported to."""

    def step(self, step: Step, **ids: str | int) -> AbstractContextManager[None]:
        """Measure a step. What is logged within it carries its ids."""
        ...

    def count(self, what: Happening, kind: str, n: int = 1) -> None:
        """Count something that happened."""
        ...


class NoTelemetry:
    """Reports nothing: for commands that end by themselves, and for tests."""

    def step(self, step: Step, **ids: str | int) -> AbstractContextManager[None]:
        """Measure nothing."""
        del step, ids
        return nullcontext()

    def count(self, what: Happening, kind: str, n: int = 1) -> None:
        """Count nothing."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits at this moment, and what is kept from outsiders."""

    unanswered: int  # acknowledged events without an outcome
    oldest_unanswered: datetime | None
    unposted: int
    oldest_unposted: datetime | None
    timers_due: int
    held_stories: int


class Figures(Protocol):
    """What can be counted in the records."""

    async def backlog(self, now: datetime) -> Backlog:
        """Count what waits."""
        ...

    async def schema(self) -> tuple[str | None, str]:
        """Give the version of the tables that is there, and the one that is needed."""
        ...


class Check(Protocol):
    """Looks whether one part works."""

    def __call__(self) -> Awaitable[str]:
        """Give "" where it does, else what is wrong in neutral words; may also raise."""
        ...
