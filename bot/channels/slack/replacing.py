"""A plain line in place of a reply that was taken back, and leaving a channel when told to."""

import logging
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import FAILURES, reason_of
from bot.channels.slack.ids import Spot
from bot.channels.slack.render import Page
from bot.domain.audience import Room

logger = logging.getLogger(__name__)

# The reply is there no more, or may not be changed any more: there is nothing left to do.
NOT_THERE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
STAYS = (
    "I was asked to leave this channel, and have no right to. Whoever may can take me out with "
    "/remove and my name. Until then I answer here only when mentioned."
)


async def put_in_place(
    client: AsyncWebClient, room: Room, ts: str, page: Page, metadata: dict[str, Any]
) -> str:
    """Let a message say something else, and give its time stamp.

    Raises:
        SlackApiError: Slack did not change it.
    """
    try:
        await client.chat_update(
            channel=Spot.of(room.id).channel,
            ts=ts,
            text=page.text,
            blocks=[block for block in page.blocks if block["type"] == "section"],
            metadata=metadata,
            parse="none",
            link_names=False,
        )
    except SlackApiError as error:
        if reason_of(error) not in NOT_THERE:
            raise
        logger.warning("Slack: a reply could not be taken back (%s)", reason_of(error))
    return ts


async def leave(client: AsyncWebClient, room: Room, said: str, metadata: dict[str, Any]) -> None:
    """Leave a channel. Where that is not allowed, the line that said so says how to be removed."""
    channel = Spot.of(room.id).channel
    try:
        await client.conversations_leave(channel=channel)
    except FAILURES as error:
        logger.warning("Slack: a channel was not left (%s)", reason_of(error))
        await put_in_place(client, room, said, Page(STAYS, []), metadata)
