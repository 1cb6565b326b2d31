"""Going on in private: a direct message, or a modal where Slack does not allow one."""

import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import FAILURES, reason_of
from bot.channels.slack.ids import Spot, private_room_id
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.seating import Seat
from bot.channels.slack.texts import escaped
from bot.channels.slack.views import alone_view, notice_view

logger = logging.getLogger(__name__)

HELLO = (
    "Only you and this bot, run by $operator, read here. What was written in the channel stays "
    "there. Write what is on your mind, and we go on."
)
_SENT = "I wrote to you in our direct messages. Go on there; nobody else reads it."


class Private:
    """Opens a private place for someone who asked for it in a shared one."""

    def __init__(self, parts: SlackParts) -> None:
        self._hello = HELLO.replace("$operator", parts.operator)

    async def channel(self, client: AsyncWebClient, user: str) -> str:
        """Open the direct message with someone; "" where Slack does not allow it."""
        try:
            answer = await client.conversations_open(users=user)
        except FAILURES as error:
            logger.info("Slack: no direct message (%s)", reason_of(error))
            return ""
        return str((answer.get("channel") or {}).get("id") or "")

    async def begin(self, client: AsyncWebClient, trigger: str, seat: Seat) -> None:
        """Say hello where the two are alone; in a modal if that is the only place."""
        team, user = Spot.of(seat.room.id).team, seat.speaker.id.partition(":")[2]
        if await self._said_hello(client, user):
            view = notice_view("In private", _SENT)
        else:
            view = alone_view(private_room_id(team, user))
        await client.views_open(trigger_id=trigger, view=view)

    async def _said_hello(self, client: AsyncWebClient, user: str) -> bool:
        channel = await self.channel(client, user)
        if not channel:
            return False
        try:
            await client.chat_postMessage(
                channel=channel,
                text=escaped(self._hello),
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
                mrkdwn=False,
            )
        except FAILURES as error:
            logger.info("Slack: no hello (%s)", reason_of(error))
            return False
        return True
