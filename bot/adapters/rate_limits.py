"""How often one person, one account and all together may ask, counted by the `limits` library."""

import math
import time
from collections.abc import Mapping

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.domain.errors import SetupError
from bot.domain.events import InboundEvent, Timer

Whose = tuple[str, ...]


class RateLimits:
    """Says how long an event is to be held back. Nothing is refused.

    Counted in this process: with several that take events in, each counts its own.
    """

    def __init__(self, person: str, account: str, whole: str) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._person, self._account, self._whole = (
            _read(limit) for limit in (person, account, whole)
        )

    async def hold(self, event: InboundEvent) -> float:
        """Give the seconds until what was asked before has gone by; 0 within the limits."""
        if isinstance(event, Timer):
            return 0  # nobody asks by it
        return max([await self._over(limit, whose) for limit, whose in self._asked(event)] or [0])

    def _asked(self, event: InboundEvent) -> list[tuple[RateLimitItem, Whose]]:
        counted: Mapping[Whose, list[RateLimitItem]] = {
            ("person", event.speaker.id): self._person,
            ("account", event.room.account): self._account if event.room.account else [],
            ("whole",): self._whole,
        }
        return [(limit, whose) for whose, limits in counted.items() for limit in limits]

    async def _over(self, limit: RateLimitItem, whose: Whose) -> float:
        if await self._limiter.hit(limit, *whose):
            return 0
        window = await self._limiter.get_window_stats(limit, *whose)
        return max(1, math.ceil(window.reset_time - time.time()))


def _read(limit: str) -> list[RateLimitItem]:
    if not limit.strip():
        return []
    try:
        return parse_many(limit)
    except ValueError:
        raise SetupError(
            f"'{limit}' is no limit: write it as 30/minute, or leave it empty."
        ) from None
