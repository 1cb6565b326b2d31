"""Reaching one of the vendor's people in private."""

from typing import Protocol

from bot.domain.audience import Room


class Reach(Protocol):
    """A channel's way to somebody's own room."""

    async def room_of(self, person_id: str) -> Room | None:
        """Give the room that only this person and the bot read.

        None where there is none, and where the channel does not vouch that they are still one of
        the vendor's people.
        """
        ...
