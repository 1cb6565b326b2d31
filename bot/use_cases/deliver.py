"""Posting replies: recorded before and after, so that a crash leaves one doubt at most."""

import logging
from collections.abc import Mapping

from bot.ports.telemetry import Happening, NoTelemetry, Step, Telemetry
from bot.ports.turns import Outbox, Outgoing, Poster, PostState

logger = logging.getLogger(__name__)


class Deliver:
    """Posts what waits in the outbox."""

    def __init__(
        self, outbox: Outbox, posters: Mapping[str, Poster], telemetry: Telemetry | None = None
    ) -> None:
        self._telemetry = telemetry or NoTelemetry()
        self._outbox = outbox
        self._posters = posters
        self._under_way: set[int] = set()  # a slow post must not be begun a second time

    async def __call__(self) -> int:
        """Post all that waits, oldest first, on every channel; gives how many were posted."""
        posted = 0
        for channel, poster in self._posters.items():
            for outgoing in await self._outbox.waiting(channel):
                posted += await self._tried(outgoing, poster)
        return posted

    async def one(self, outgoing_id: int) -> None:
        """Post one reply, if it still waits."""
        outgoing = await self._outbox.get(outgoing_id)
        if outgoing is not None and outgoing.state is not PostState.POSTED:
            await self._once(outgoing, self._posters[outgoing.room.channel])

    async def _tried(self, outgoing: Outgoing, poster: Poster) -> bool:
        """One reply that cannot be posted now must not hold up those behind it."""
        try:
            return await self._once(outgoing, poster)
        except Exception:
            logger.exception("reply %s could not be posted; it is tried again", outgoing.id)
            return False

    async def _once(self, outgoing: Outgoing, poster: Poster) -> bool:
        if outgoing.id in self._under_way:
            return False
        self._under_way.add(outgoing.id)
        ids = {"event_id": outgoing.inbox_id, "reply_id": outgoing.id}
        try:
            with self._telemetry.step(Step.POST, **ids):
                await self._post(outgoing, poster)
        except Exception:
            self._count("failed")
            raise
        finally:
            self._under_way.discard(outgoing.id)
        return True

    async def _post(self, outgoing: Outgoing, poster: Poster) -> None:
        receipt, doubtful = None, outgoing.state is PostState.POSTING
        if doubtful:
            # A process died between "begin" and "done": only the channel knows if it was seen.
            self._count("doubtful")
            receipt = await poster.find(outgoing)
            self._count("found" if receipt is not None else "again")
        if receipt is None:
            await self._outbox.mark_posting(outgoing.id)
            receipt = await poster.post(outgoing)
            self._count("posted")
        await self._outbox.mark_posted(outgoing.id, receipt)
        logger.info("reply %s posted", outgoing.id)

    def _count(self, result: str) -> None:
        self._telemetry.count(Happening.POST, result)
