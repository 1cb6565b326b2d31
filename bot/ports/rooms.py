"""The rooms of accounts, for the vendor's own people."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.audience import Room
from bot.domain.open_rooms import KeptRoom


class Rooms(Protocol):
    """Rooms that belong to an account, and what is remembered of them."""

    async def known(self) -> Sequence[Room]:
        """Give all rooms that belong to an account; those last written in come first."""
        ...

    async def kept(self, account: str) -> Sequence[KeptRoom]:
        """Give an account's rooms with what is remembered, those last written in first."""
        ...
