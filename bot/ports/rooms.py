"""The rooms of accounts, for the vendor's own people, and who is a member of them."""

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


class Membership(Protocol):
    """A channel's word on who is in a room. What it cannot say counts as no."""

    async def is_in(self, person_id: str, room: Room) -> bool:
        """Say whether a person is a member of a room at this moment."""
        ...


class AccountNames(Protocol):
    """What a channel calls the organisations that its rooms belong to."""

    async def name_of(self, room: Room) -> str:
        """Give the name of a room's account; "" where the channel does not say."""
        ...


class PrivateRooms(Protocol):
    """Where people write to us alone."""

    async def private_of(self, person_id: str, channel: str) -> Room | None:
        """Give the direct message that a person wrote in last; None where they never did."""
        ...
