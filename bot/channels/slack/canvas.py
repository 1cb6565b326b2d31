"""The notes as a canvas, beside the files: shared with their reader alone, who can delete it."""

import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.buttons import DELETE_CANVAS, Choice
from bot.channels.slack.clients import FAILURES, reason_of
from bot.channels.slack.ids import Address, person_id
from bot.channels.slack.posted import metadata
from bot.channels.slack.texts import Block
from bot.domain.audience import Room, Speaker
from bot.use_cases.read import Read

logger = logging.getLogger(__name__)

TOLD, LINKED = "Your notes are also in ", "a canvas"
STAYS = (
    ", shared with you alone. It does not change when the notes do, and stays until you delete it."
)
DELETED = "The canvas is deleted."
_TITLE = "Problem notes"
_KEY = "canvas"  # no reply, and no stream that broke off
_NOT_THERE = frozenset({"canvas_not_found", "canvas_deleted", "file_not_found", "file_deleted"})


async def add_canvas(
    client: AsyncWebClient, channel: str, room: Room, read: Read, thread: str = ""
) -> None:
    """Make a canvas of the notes of a room for its one reader, and tell them in private.

    What fails is taken away again: the files are there in any case.
    """
    user = Address.of(room.address).user
    notes = await read.notes(Speaker(person_id(user)), room, "md")
    if notes is None or not user:
        return
    canvas, told = "", ""
    try:
        content = {"type": "markdown", "markdown": notes.content.decode()}
        made = await client.canvases_create(title=_TITLE, document_content=content)
        canvas = str(made["canvas_id"])
        link = str(((await client.files_info(file=canvas))["file"] or {}).get("permalink") or "")
        if link:
            # Slack shares a canvas only with whom it was sent to before.
            told = await _tell(client, channel, thread, _blocks(canvas, link))
            if await _shared(client, canvas, user):
                return
        logger.warning("Slack: a canvas was not shared")
    except FAILURES as error:
        logger.warning("Slack: no canvas was made (%s)", reason_of(error))
    await _take_away(client, channel, canvas, told)


async def _tell(client: AsyncWebClient, channel: str, thread: str, blocks: list[Block]) -> str:
    answer = await client.chat_postMessage(
        channel=channel,
        thread_ts=thread or None,
        text=f"{TOLD}{LINKED}{STAYS}",
        blocks=blocks,
        metadata=metadata(_KEY, 0),
        unfurl_links=False,
        unfurl_media=False,
        parse="none",
        mrkdwn=False,
    )
    return str(answer["ts"])


async def _shared(client: AsyncWebClient, canvas: str, user: str) -> bool:
    answer = await client.canvases_access_set(
        canvas_id=canvas, access_level="write", user_ids=[user]
    )
    return not answer.get("failed_to_update_user_ids")


def _blocks(canvas: str, link: str) -> list[Block]:
    line: list[Block] = [
        {"type": "text", "text": TOLD},
        {"type": "link", "url": link, "text": LINKED},
        {"type": "text", "text": STAYS},
    ]
    button = Choice(DELETE_CANVAS, canvas, "Delete the canvas").button(0)
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line}]},
        {"type": "actions", "elements": [button]},
    ]


async def _take_away(client: AsyncWebClient, channel: str, canvas: str, told: str) -> None:
    try:
        if canvas:
            await client.canvases_delete(canvas_id=canvas)
        if told:
            await client.chat_delete(channel=channel, ts=told)
    except FAILURES as error:
        logger.warning("Slack: a canvas is left over (%s)", reason_of(error))


async def delete_canvas(client: AsyncWebClient, channel: str, ts: str, canvas: str) -> None:
    """Delete a canvas, and say so in the message that told of it.

    Raises:
        SlackApiError: Slack did not delete it.
    """
    try:
        await client.canvases_delete(canvas_id=canvas)
    except SlackApiError as error:
        if reason_of(error) not in _NOT_THERE:
            raise
    await client.chat_update(
        channel=channel,
        ts=ts,
        text=DELETED,
        blocks=[],
        metadata=metadata(_KEY, 0),
        parse="none",
        link_names=False,
    )
