"""What a room sees while an answer is being worked on: a stream in private, else one line."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field

import httpx
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.clients import ApiClient

from bot.channels.teams.address import Address
from bot.channels.teams.stream import WORKING, Stream
from bot.domain.audience import Place, Room

FAILURES = (httpx.HTTPError, ValueError)

_log = logging.getLogger(__name__)


class SlowLine:
    """One line that is posted if the answer takes long; the answer then takes its place."""

    def __init__(self, room: Room, api: ApiClient, patience: float) -> None:
        self._answered = asyncio.Event()
        self._task = asyncio.create_task(self._run(room, api, patience))

    async def shown(self) -> str | None:
        """Give the message that was posted; None where the answer was quicker."""
        self._answered.set()
        return await self._task

    async def _run(self, room: Room, api: ApiClient, patience: float) -> str | None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._answered.wait(), patience)
            return None
        line = MessageActivityInput(text=f"{WORKING} …")
        Address.of(room).sign(line, room)
        try:
            return (await api.conversations.create_activity(room.id, line)).id
        except FAILURES as error:
            _log.warning("a room could not be told to wait: %s", type(error).__name__)
            return None


@dataclass(slots=True)
class Waiting:
    """Rooms in which an answer is being worked on.

    `patience` is how many seconds a room waits before it is told so, `pace` how many lie between
    two pieces of a streamed reply.
    """

    patience: float
    pace: float
    _streams: dict[str, Stream] = field(default_factory=dict)
    _lines: dict[str, SlowLine] = field(default_factory=dict)

    def begin(self, room: Room, api: ApiClient) -> bool:
        """Show that an answer is being worked on; False where that is shown already."""
        if self.shows(room):
            return False
        if room.place is Place.DM:
            self._streams[room.id] = Stream(room, api)
        else:
            self._lines[room.id] = SlowLine(room, api, self.patience)
        return True

    def shows(self, room: Room) -> bool:
        """Say whether a room is shown that an answer is being worked on."""
        return room.id in self._streams or room.id in self._lines

    async def over(self, room: Room, api: ApiClient) -> None:
        """Take back what was shown, where nothing came of it."""
        self._streams.pop(room.id, None)
        if shown := await self.line(room):
            with contextlib.suppress(*FAILURES):
                await api.conversations.delete_activity(room.id, shown)

    async def line(self, room: Room) -> str | None:
        """Give the message that the answer is to take the place of, if one was posted."""
        slow = self._lines.pop(room.id, None)
        return await slow.shown() if slow else None

    async def stream(self, room: Room, message: MessageActivityInput) -> str | None:
        """Let a message appear piece by piece; None where it has to be posted whole."""
        stream = self._streams.pop(room.id, None)
        return await stream.become(message, self.pace) if stream else None
