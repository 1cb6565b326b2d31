"""Questions that no story fitted, kept for the content owners."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.gaps import Closing, Gap


class Gaps(Protocol):
    """The gaps on record. They are written with the turn that found them, see `TurnCommit`."""

    async def open(self, since: datetime | None = None) -> Sequence[Gap]:
        """Give the gaps that nobody has closed, asked since then, oldest first."""
        ...

    async def close(self, gap_ids: Sequence[int], closing: Closing) -> int:
        """Close gaps and give how many were open until now. They stay on record."""
        ...
