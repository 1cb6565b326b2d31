"""Forgetting what is older than its account wishes, from time to time while the bot serves."""

import logging
from datetime import datetime, timedelta

from bot.ports.forgetting import Wish
from bot.ports.retention import Retention
from bot.ports.turns import Clock
from bot.use_cases.forget import Forget

logger = logging.getLogger(__name__)

PAUSE = timedelta(hours=1)
BY = "retention"


class KeepForDays:
    """Looks once an hour. `usual` are the days of accounts that have none of their own."""

    def __init__(self, retention: Retention, forget: Forget, clock: Clock, usual: int) -> None:
        self._retention = retention
        self._forget = forget
        self._clock = clock
        self._usual = usual
        self._looked: datetime | None = None

    async def __call__(self) -> int:
        """Forget what is due by now, and give how many rows that were; 0 within the hour."""
        now = self._clock.now()
        if self._looked is not None and now - self._looked < PAUSE:
            return 0
        self._looked = now
        return await self.now()

    async def now(self) -> int:
        """Forget what is due by now, whenever that was done last."""
        rows = 0
        for older in await self._retention.due(self._clock.now(), self._usual):
            done = await self._forget(Wish(older, BY))
            rows += done.total
        if rows:
            logger.info("retention: %s rows forgotten", rows)
        return rows
