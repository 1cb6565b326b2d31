"""Saying whether everything that a turn needs is there now."""

import asyncio
import logging
import time
from collections.abc import Mapping

from bot.ports.telemetry import Check

logger = logging.getLogger(__name__)

SECONDS = 2.0  # that a part may take to answer
FRESH = 1.0  # seconds that a finding is good for: asking often must cost nothing


class StandReady:
    """Looks at each part, all at once."""

    def __init__(self, checks: Mapping[str, Check], seconds: float = SECONDS) -> None:
        self._checks = checks
        self._seconds = seconds
        self._found: Mapping[str, str] = {}
        self._until = 0.0
        self._looking = asyncio.Lock()

    async def __call__(self) -> Mapping[str, str]:
        """Give what is amiss, by part, in neutral words; empty where all is well."""
        async with self._looking:
            if time.monotonic() >= self._until:
                found = await asyncio.gather(*map(self._look, self._checks.values()))
                named = zip(self._checks, found, strict=True)
                self._found = {part: amiss for part, amiss in named if amiss}
                self._until = time.monotonic() + FRESH
            return self._found

    async def _look(self, check: Check) -> str:
        try:
            return await asyncio.wait_for(check(), self._seconds)
        except TimeoutError:
            return f"no answer within {self._seconds:g} seconds"
        except Exception as error:
            logger.warning("a part is not ready", exc_info=error)
            return f"does not answer ({type(error).__name__})"
