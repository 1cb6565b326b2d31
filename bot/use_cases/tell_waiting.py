"""One moment: whoever has waited for long is told so, once."""

import logging
from collections.abc import Mapping, Sequence

from bot.ports.queue import Queue
from bot.ports.turns import Pending, Poster

logger = logging.getLogger(__name__)

LONG = 10.0  # seconds


class TellWaiting:
    """Tells people that their answer takes longer. It comes all the same, and in order."""

    def __init__(self, queue: Queue, posters: Mapping[str, Poster], lines: Sequence[str]) -> None:
        self._queue = queue
        self._posters = posters
        self._lines = lines

    async def __call__(self, after: float = LONG) -> int:
        """Tell whoever has waited so many seconds and was not told yet; gives how many."""
        untold = await self._queue.untold(after)
        return sum([await self._tell(pending) for pending in untold])

    async def _tell(self, pending: Pending) -> bool:
        room = pending.event.room
        poster = self._posters.get(room.channel)
        if poster is None:
            return False
        try:
            await poster.tell(room, self._lines[pending.inbox_id % len(self._lines)])
        except Exception as error:  # noqa: BLE001 - the answer does not depend on it
            logger.warning("a room could not be told to wait (%s)", type(error).__name__)
            return False
        return True
