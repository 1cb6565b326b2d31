"""A reply that appears piece by piece, as Teams lets bots do in personal chats."""

import asyncio
import logging
from http import HTTPStatus

import httpx
from microsoft_teams.api.activities import TypingActivityInput
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models.channel_data import ChannelData

from bot.channels.teams.address import Address
from bot.domain.audience import Room

WORKING = "Looking for what fits"
STOPPED = "stopped"  # stands for the message of a reply that its reader stopped

_log = logging.getLogger(__name__)


class Stream:
    """One message on its way. It is begun at once, and becomes the reply when that is known."""

    def __init__(self, room: Room, api: ApiClient) -> None:
        self._room = room
        self._api = api
        self._address = Address.of(room)
        self._n = 1
        self._begun = asyncio.create_task(self._begin())

    async def become(self, message: MessageActivityInput, pace: float) -> str | None:
        """Let a message appear; gives its id, None where it has to be posted whole."""
        key = await self._begun
        if key is None:
            return None
        try:
            for text in _growing(message.text or ""):
                await self._update(TypingActivityInput(text=text, id=key))
                await asyncio.sleep(pace)
            last = message.model_copy(update={"id": key})
            last.channel_data = (message.channel_data or ChannelData()).model_copy()
            last.entities = list(message.entities or ())
            await self._post(last.add_stream_final())
        except httpx.HTTPStatusError as error:
            refused = error.response.status_code == HTTPStatus.FORBIDDEN
            if refused and "cancel" in error.response.text.lower():
                return STOPPED
            _log.warning("a stream broke off: %s", error.response.status_code)
            return None
        return key

    async def _begin(self) -> str | None:
        """Say that something is coming; not every client and account takes streams."""
        data = ChannelData(stream_type="informative")
        try:
            return await self._update(TypingActivityInput(text=WORKING, channel_data=data))
        except (httpx.HTTPError, ValueError) as error:
            _log.info("a stream could not be begun: %s", type(error).__name__)
            return None

    async def _update(self, update: TypingActivityInput) -> str:
        sent = await self._post(update.add_stream_update(self._n))
        self._n += 1
        return sent

    async def _post(self, activity: TypingActivityInput | MessageActivityInput) -> str:
        self._address.sign(activity, self._room)
        return (await self._api.conversations.create_activity(self._room.id, activity)).id


def _growing(text: str) -> list[str]:
    """Give the beginnings of a text, paragraph by paragraph: each piece holds those before it."""
    paragraphs = text.split("\n\n")
    return ["\n\n".join(paragraphs[: n + 1]) for n in range(len(paragraphs) - 1)]
