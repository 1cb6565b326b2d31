"""The work that waits: which conversation is next, and who has taken it on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.events import InboundEvent
from bot.ports.turns import Lease, Outcome, Pending


@dataclass(frozen=True, slots=True)
class Claim:
    """What a worker is ready to take on: so many conversations, on channels that it can post to.

    `seconds` is how long a lease holds unless it is renewed. With `eager`, replies whose next try
    is still to come are taken on, too.
    """

    worker: str
    channels: Collection[str]
    most: int
    seconds: float
    eager: bool = False


class Queue(Protocol):
    """Conversations in which something is to be answered or posted."""

    async def claim(self, claim: Claim) -> Sequence[Lease]:
        """Take leases on conversations that wait, in turns between accounts, oldest first."""
        ...

    async def renew(self, leases: Sequence[Lease], seconds: float) -> Sequence[Lease]:
        """Prolong leases, and give those that still hold; the others were lost."""
        ...

    async def take_over(self, worker: str) -> None:
        """Free what an earlier process of this name held."""
        ...

    async def outcomes(self, inbox_ids: Collection[int]) -> dict[int, Outcome]:
        """Give the outcomes of those events that have one and whose reply, if any, is posted."""
        ...

    async def untold(self, seconds: float) -> Sequence[Pending]:
        """Give events that have waited so long and whose authors were not told so, once each."""
        ...


class Limits(Protocol):
    """How much one person, one account and all together may ask at a time."""

    async def hold(self, event: InboundEvent) -> float:
        """Give how many seconds an event has to be held back; 0 where it is within the limits."""
        ...
