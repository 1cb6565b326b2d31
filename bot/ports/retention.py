"""How long what was said is kept, by account."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.forgetting import Older


class Retention(Protocol):
    """The days after which an account's words are forgotten, where they are not the usual ones."""

    async def all(self) -> Mapping[str, int]:
        """Give the accounts that have days of their own; 0 stands for no end."""
        ...

    async def put(self, account: str, days: int) -> None:
        """Set an account's days; 0 stands for no end."""
        ...

    async def remove(self, account: str) -> bool:
        """Let an account have the usual days again; False where it has them."""
        ...

    async def due(self, now: datetime, usual: int) -> Sequence[Older]:
        """Give what is to be forgotten by now: what is older than its account's days."""
        ...
