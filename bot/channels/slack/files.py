"""Files: what is handed to people in private, and what a content owner hands to us."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.ids import Address, person_id
from bot.channels.slack.render import BRIEF
from bot.domain.audience import Room, Speaker
from bot.domain.reply import Attachment
from bot.use_cases.read import Read

logger = logging.getLogger(__name__)

FILE_LIMIT = 1_048_576  # bytes
PATIENCE = aiohttp.ClientTimeout(total=2.0)  # seconds: Slack waits for our answer meanwhile
NOTE_KINDS = ("md", "pdf")
_OF_SLACK = ("slack.com", "slack-files.com")


class FileTooLargeError(Exception):
    """A file is larger than what we take."""


async def upload(
    client: AsyncWebClient, channel: str, files: Sequence[tuple[str, bytes]], thread: str = ""
) -> None:
    """Put files into a direct message, each by itself."""
    for name, content in files:
        await client.files_upload_v2(
            channel=channel, thread_ts=thread or None, filename=name, title=name, content=content
        )


def names_of(attachment: Attachment) -> list[str]:
    """Give the names of the files that an attachment becomes."""
    if attachment.kind != BRIEF:
        return [attachment.name]
    stem = attachment.name.rpartition(".")[0]
    return [f"{stem}.{kind}" for kind in NOTE_KINDS]


async def contents(read: Read, room: Room, attachment: Attachment) -> list[tuple[str, bytes]]:
    """Give an attachment as files; the notes in each format, cleared at this moment."""
    if attachment.kind != BRIEF:
        return [(attachment.name, attachment.text.encode())]
    reader = Speaker(person_id(Address.of(room.address).user))
    notes = [await read.notes(reader, room, kind) for kind in NOTE_KINDS]
    return [(file.name, file.content) for file in notes if file is not None]


def story_files(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the files that came with a message."""
    return [f for f in event.get("files") or () if f.get("id") and f.get("url_private_download")]


async def download(client: AsyncWebClient, file: Mapping[str, Any]) -> bytes:
    """Fetch a file. The token goes to Slack's own hosts, and to no other.

    Raises:
        FileTooLargeError: it is more than we take.
        aiohttp.ClientError: Slack did not give it.
    """
    url = str(file["url_private_download"])
    if int(file.get("size") or 0) > FILE_LIMIT:
        raise FileTooLargeError
    if not _is_slacks(url, client.base_url):
        raise aiohttp.ClientError("not a host of Slack's")
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession(timeout=PATIENCE) as session,
        session.get(url, headers=headers, allow_redirects=False) as response,
    ):
        response.raise_for_status()
        content = await response.content.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise FileTooLargeError
    return content


def _is_slacks(url: str, api: str) -> bool:
    parts, ours = urlsplit(url), urlsplit(api)
    if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == own or host.endswith(f".{own}") for own in _OF_SLACK
    )
