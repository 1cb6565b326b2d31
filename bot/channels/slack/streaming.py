"""Streaming a reply in private, sentence by sentence, once the whole of it was checked."""

import logging
import re
from typing import Any

from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import FAILURES, in_doubt, reason_of
from bot.channels.slack.ids import Address, Spot
from bot.channels.slack.render import Page
from bot.domain.audience import Room

logger = logging.getLogger(__name__)

LONGEST = 12_000  # characters of a stream
# A stream is read as Markdown. Words that would turn into something else are posted instead.
_READ_OTHERWISE = re.compile(
    r"[<>\[\]*_~`|\\@#&!]|\w:/|\bwww\.|\w\.\w|^\s*(?:[-+=]|\d+[.)])\s|^\s{4}|:\w+:", re.MULTILINE
)
_SENTENCE = re.compile(r"(?<=[.?])\s+")


def can_stream(text: str) -> bool:
    """Say whether Markdown would show a text just as it stands."""
    return 0 < len(text) <= LONGEST and not _READ_OTHERWISE.search(text)


async def stream(
    client: AsyncWebClient, room: Room, page: Page, metadata: dict[str, Any]
) -> str | None:
    """Stream a message and give its time stamp; None where Slack would not, and nothing is left.

    Raises:
        SlackApiError: what was begun, or may have been, could not be taken back.
    """
    spot, address = Spot.of(room.id), Address.of(room.address)
    begun = ""
    try:
        streamer = await client.chat_stream(
            channel=spot.channel, thread_ts=address.thread, buffer_size=1
        )
        for sentence in _SENTENCE.split(page.text):
            await streamer.append(markdown_text=f"{sentence} ")
            begun = streamer.ts or begun
        await streamer.stop(blocks=page.blocks or None, metadata=metadata)
    except (*FAILURES, SlackRequestError) as error:
        if not begun and in_doubt(error):
            raise  # it may have begun: that has to be looked up
        logger.info("Slack: no stream (%s); the reply is posted whole", reason_of(error))
        if begun:
            await client.chat_delete(channel=spot.channel, ts=begun)
        return None
    return begun
