"""Posting replies: recorded before and after, so that a crash leaves one doubt at most."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.errors import LeaseLostError
from bot.ports.telemetry import Happening, NoTelemetry, Step, Telemetry
from bot.ports.turns import Lease, Outbox, Outgoing, Poster, PostState

logger = logging.getLogger(__name__)

HOLDS_UP = 4  # tries during which a reply holds up those behind it in its room
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0  # seconds until a post that failed is tried again
_SPARE = 0.1  # the part of a lease that is left aside for the post itself


@dataclass(slots=True)
class Holding:
    """A lease, and until when it holds by this process's own steady clock.

    A process that was stopped for a while finds it run out, although nobody could tell it.
    """

    lease: Lease
    until: float
    ticks: Callable[[], float] = time.monotonic

    @classmethod
    def since(cls, lease: Lease, begun: float, seconds: float) -> "Holding":
        """Hold a lease of so many seconds that was asked for at a moment of this process."""
        return cls(lease, begun + seconds * (1 - _SPARE))

    def prolong(self, begun: float, seconds: float) -> None:
        """Hold it for so many seconds more."""
        self.until = begun + seconds * (1 - _SPARE)

    def check(self) -> None:
        """See to it that nothing is posted under a lease that may be another's.

        Raises:
            LeaseLostError: it has run out, or is about to.
        """
        if self.ticks() > self.until:
            raise LeaseLostError("The lease ran out while this process did not run.")


class Deliver:
    """Posts what waits in a conversation, in order, for whoever holds its lease."""

    def __init__(
        self, outbox: Outbox, posters: Mapping[str, Poster], telemetry: Telemetry | None = None
    ) -> None:
        self._telemetry = telemetry or NoTelemetry()
        self._outbox = outbox
        self._posters = posters

    async def __call__(self, holding: Holding, *, eager: bool = False) -> bool:
        """Post all that waits in a conversation; False where something holds up the rest.

        With `eager`, what failed lately is tried again at once.

        Raises:
            LeaseLostError: another worker took over.
        """
        for outgoing in await self._outbox.waiting(holding.lease.conversation_id):
            due = outgoing.due or eager
            if due and await self._tried(outgoing, holding):
                continue
            if outgoing.attempts < HOLDS_UP:
                return False
        return True

    async def _tried(self, outgoing: Outgoing, holding: Holding) -> bool:
        """A reply that cannot be posted now must not keep the others from being tried."""
        poster = self._posters.get(outgoing.room.channel)
        if poster is None:
            return True  # another process has this channel open
        ids = {"event_id": outgoing.inbox_id, "reply_id": outgoing.id}
        try:
            with self._telemetry.step(Step.POST, **ids):
                await self._post(outgoing, poster, holding)
        except LeaseLostError:
            raise
        except Exception:
            self._count("failed")
            logger.exception("reply %s could not be posted; it is tried again", outgoing.id)
            pause = min(_FIRST_PAUSE * 2**outgoing.attempts, _LONGEST_PAUSE)
            await self._outbox.put_off(outgoing.id, pause)
            return False
        return True

    async def _post(self, outgoing: Outgoing, poster: Poster, holding: Holding) -> None:
        receipt, doubtful = None, outgoing.state is PostState.POSTING
        if doubtful:
            # A process died between "begin" and "done": only the channel knows if it was seen.
            self._count("doubtful")
            receipt = await poster.find(outgoing)
            self._count("found" if receipt is not None else "again")
        if receipt is None:
            if doubtful:
                logger.warning("reply %s was not found; it is posted again", outgoing.id)
            holding.check()
            await self._outbox.mark_posting(outgoing.id, holding.lease)
            holding.check()
            receipt = await poster.post(outgoing)
            self._count("posted")
        await self._outbox.mark_posted(outgoing.id, receipt)
        logger.info("reply %s posted", outgoing.id)

    def _count(self, result: str) -> None:
        self._telemetry.count(Happening.POST, result)
