"""What has to be done from time to time while serving, whether or not anybody writes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.bootstrap import App

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds


async def keep_time(app: App, every: float = EVERY) -> None:
    """Answer timers whose date has come, and tell those who wait for long; until cancelled."""
    while True:
        await asyncio.sleep(every)
        await _tried(app.respond.ring, "timers could not be answered")
        await _tried(app.tell_waiting, "nobody could be told to wait")
        await _tried(app.remind, "owners could not be reminded")
        await _tried(app.withdraw, "posts with stories that are gone stay as they are")
        await _tried(app.audit.note, "the audit could not be noted")
        await _tried(app.keep_for_days, "what is too old could not be forgotten")


async def _tried(job: Callable[[], Awaitable[object]], trouble: str) -> None:
    try:
        await job()
    except Exception:
        # The next round tries again; one bad round must not stop all that follow.
        logger.exception(trouble)
