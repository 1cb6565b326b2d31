"""The audit: what was shown, opened, shared, changed and forgotten, by ids and pseudonyms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.audit import Anchor, Chained, Verdict


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted; an empty part stands for any.

    People, rooms and accounts are named by the ids that channels use, and found by pseudonym.
    """

    kind: str = ""
    person: str = ""
    room: str = ""
    account: str = ""
    story: str = ""
    since: datetime | None = None
    most: int = 1000


class Audit(Protocol):
    """The chain on record. It is written with what it is about, and never changed."""

    async def lines(self, wanted: AuditFilter) -> Sequence[Chained]:
        """Give the newest lines that fit, oldest first."""
        ...

    async def head(self) -> Anchor:
        """Give how far the chain has come."""
        ...

    async def verify(self, anchors: Sequence[Anchor]) -> Verdict:
        """Look at every line, and at what was noted of the chain elsewhere."""
        ...


class Anchors(Protocol):
    """Where it is noted, apart from the database, how far the chain had come."""

    async def read(self) -> Anchor | None:
        """Give what was noted last.

        Raises:
            SetupError: it cannot be read.
        """
        ...

    async def note(self, anchor: Anchor) -> None:
        """Note how far the chain has come; the file is replaced at once or not at all."""
        ...
