"""What has to be done from time to time while serving, whether or not anybody writes."""

import asyncio
import logging

from bot.bootstrap import App

logger = logging.getLogger(__name__)

EVERY = 30.0  # seconds


async def keep_time(app: App, every: float = EVERY) -> None:
    """Answer timers whose date has come, and what was left unanswered; until cancelled."""
    while True:
        await asyncio.sleep(every)
        try:
            await app.respond.ring()
            await app.respond.recover()
            await app.deliver()
            await app.audit.note()
        except Exception:
            # The next round tries again; one bad round must not stop all that follow.
            logger.exception("timers could not be answered")
