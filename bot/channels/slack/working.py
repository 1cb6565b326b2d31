"""From an event that was accepted to its answer: in the background, after Slack was told."""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any

from bot.channels.slack.clients import FAILURES, UnknownTeamError, reason_of
from bot.channels.slack.ids import Address, Spot
from bot.channels.slack.parts import SlackParts
from bot.domain.audience import Place, Room
from bot.domain.events import InboundEvent, Message

logger = logging.getLogger(__name__)

STATUS = "is looking for a story that fits"
_STATUS_SECONDS = 1.0  # that a status may take; the answer does not wait for it
_GRACE = 10.0  # seconds that what was begun gets to finish


class Working:
    """Accepts events before Slack is told so, and answers them after."""

    def __init__(self, parts: SlackParts) -> None:
        self._parts = parts
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, event: InboundEvent) -> None:
        """Accept an event; it will be answered. A redelivery was accepted before."""
        accepted = await self._parts.respond.accept(event)
        if accepted.new:
            self.later(self._answer(self._parts.respond.see_to(accepted), event))

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something once Slack was told that its event arrived."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def rest(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def close(self) -> None:
        """Let what was begun finish for a while; the next start finds what is not finished."""
        if self._tasks:
            _, left = await asyncio.wait(tuple(self._tasks), timeout=_GRACE)
            for task in left:
                task.cancel()

    async def _answer(self, answered: Awaitable[object], event: InboundEvent) -> None:
        status = asyncio.create_task(self._set_status(event, STATUS))
        await answered
        if not status.done():  # a status that comes after the answer would stay
            await status
            await self._set_status(event, "")

    async def _set_status(self, event: InboundEvent, status: str) -> None:
        if not (isinstance(event, Message) and _shows_status(event.room)) or event.revises:
            return
        spot, address = Spot.of(event.room.id), Address.of(event.room.address)
        try:
            async with asyncio.timeout(_STATUS_SECONDS):
                client = await self._parts.clients.posting(spot.team)
                await client.assistant_threads_setStatus(
                    channel_id=spot.channel, thread_ts=address.thread, status=status
                )
        except (*FAILURES, UnknownTeamError) as error:
            logger.info("Slack: no status was shown (%s)", reason_of(error))

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            # The event is safe and the reply waits in the outbox: both are tried again.
            logger.exception("Slack: work in the background failed")


def _shows_status(room: Room) -> bool:
    return room.place is Place.DM and bool(Address.of(room.address).thread)
