"""Wishes for a person, and where they go: the vendor's own room and people of an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.audience import Room
from bot.domain.hand_over import HandOver

ANY_ACCOUNT = "*"  # the link of all accounts that have none of their own


@dataclass(frozen=True, slots=True)
class Link:
    """Where wishes of an account go, and who answers them, in the order of being asked.

    `room` is a room of the vendor's own people, None where only the people are known.
    """

    account: str
    room: Room | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRequest:
    """A wish for a person, and the buyers' room that it is of. Nothing that was written there."""

    hand_over: HandOver
    room: Room


class Links(Protocol):
    """Which room and people of the vendor's look after which account."""

    async def of(self, account: str) -> Link:
        """Give the link of an account, else that of all accounts; an empty one where none is."""
        ...

    async def put(self, link: Link) -> None:
        """Set the link of an account."""
        ...

    async def remove(self, account: str) -> bool:
        """Take a link away; False where there was none."""
        ...

    async def all(self) -> Sequence[Link]:
        """Give all links, by account."""
        ...


class Requests(Protocol):
    """Who asked for a person, for the vendor's people to answer. Written with the turn."""

    async def since(self, moment: datetime) -> Sequence[PersonRequest]:
        """Give the requests made since then, newest first."""
        ...

    async def get(self, request_id: str) -> PersonRequest | None:
        """Give one request as it stands now."""
        ...

    async def introductions(self, story_id: str, since: datetime) -> int:
        """Count how often a story's customer was asked for a talk since then, and said no "no"."""
        ...
