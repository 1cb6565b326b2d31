"""Files: a story that an owner hands over, and the notes that a buyer takes along."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from microsoft_teams.api.activities.invoke.file_consent import FileConsentInvokeActivity
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models.attachment import Attachment
from microsoft_teams.api.models.file import FileConsentCard, FileInfoCard, FileUploadInfo
from microsoft_teams.apps import ActivityContext

from bot.channels.loopback import is_loopback
from bot.channels.teams.activities import key_of
from bot.channels.teams.address import Address
from bot.channels.teams.cards import FORMATS
from bot.channels.teams.parts import FILE_LIMIT, TeamsParts
from bot.channels.teams.who import Party, Who
from bot.domain.audience import Place, Role
from bot.domain.events import File

_HANDED = "application/vnd.microsoft.teams.file.download.info"
_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
_INFO = "application/vnd.microsoft.teams.card.file.info"
_PATIENCE = 10.0  # seconds
_MOST = 5  # files of one message

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Files:
    """Fetches and hands over files, through the store that Teams names for it."""

    parts: TeamsParts
    who: Who
    client: httpx.AsyncClient

    async def handed_over(
        self, activity: MessageActivity, party: Party, now: datetime
    ) -> Sequence[File]:
        """Give the story files of a message. Only those of an owner in private are fetched."""
        listed = [a for a in activity.attachments or () if a.content_type == _HANDED][:_MOST]
        speaker, at = party.speaker, activity.timestamp or now
        takes = speaker.trusted and speaker.role is Role.OWNER and party.room.place is Place.DM
        return [
            File(
                key=f"{key_of(activity)}:file{n}",
                room=party.room,
                speaker=speaker,
                at=at,
                name=(found.name or "file")[-200:],
                content=await self._fetched(found) if takes else b"",
            )
            for n, found in enumerate(listed)
        ]

    async def offer(self, kind: str, party: Party, api: ApiClient) -> str:
        """Ask whether the notes may be put into this person's own files."""
        notes = await self._notes(kind, party)
        if notes is None:
            return "Files are handed over in a personal chat."
        consent = FileConsentCard(
            description="Your notes, in your words",
            size_in_bytes=len(notes[1]),
            accept_context={"take": kind},
            decline_context={},
        )
        card = Attachment(content_type=_CONSENT, name=notes[0], content=consent)
        await self._send(card, party, api)
        return "Here they come."

    async def consented(self, ctx: ActivityContext[FileConsentInvokeActivity]) -> None:
        """Hand over the notes as they are now, or do not."""
        value = ctx.activity.value
        party = await self.who(ctx.activity, ctx.api)
        if ctx.activity.reply_to_id:
            with contextlib.suppress(httpx.HTTPError, ValueError):
                where = party.room.id
                await ctx.api.conversations.delete_activity(where, ctx.activity.reply_to_id)
        kind = value.context.get("take", "") if isinstance(value.context, dict) else ""
        notes = await self._notes(str(kind), party)
        if value.action == "accept" and notes and value.upload_info:
            await self._upload(value.upload_info, notes[1])
            await self._send(_stored(value.upload_info, notes[0]), party, ctx.api)

    async def _notes(self, kind: str, party: Party) -> tuple[str, bytes] | None:
        if party.room.place is not Place.DM or kind not in dict(FORMATS):
            return None
        file = await self.parts.read.notes(party.speaker, party.room, kind)
        return (file.name, file.content) if file else None

    async def _send(self, attachment: Attachment, party: Party, api: ApiClient) -> None:
        message = MessageActivityInput().add_attachments(attachment)
        Address.of(party.room).sign(message, party.room)
        await api.conversations.create_activity(party.room.id, message)

    async def _upload(self, where: FileUploadInfo, content: bytes) -> None:
        url = where.upload_url or ""
        if not self._may_ask(url):
            raise ValueError("files are handed over by https alone")
        span = f"bytes 0-{len(content) - 1}/{len(content)}"
        answer = await self.client.put(url, content=content, headers={"Content-Range": span})
        answer.raise_for_status()

    async def _fetched(self, attachment: Attachment) -> bytes:
        """Fetch a file; empty where that cannot be or it is too large, which its review says."""
        content = attachment.content
        url = str(content.get("downloadUrl", "")) if isinstance(content, dict) else ""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._download(url)
        except (httpx.HTTPError, TimeoutError) as error:
            _log.warning("a file could not be fetched: %s", type(error).__name__)
            return b""

    async def _download(self, url: str) -> bytes:
        if not self._may_ask(url):
            return b""
        found = bytearray()
        async with self.client.stream("GET", url) as answer:
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                found += piece
                if len(found) > FILE_LIMIT:
                    return b""
        return bytes(found)

    def _may_ask(self, url: str) -> bool:
        """On a machine by itself the store may be on it, too."""
        parts = urlsplit(url)
        local = self.parts.access.unauthenticated and is_loopback(parts.hostname or "")
        return parts.scheme == "https" or (local and parts.scheme == "http")


def _stored(where: FileUploadInfo, name: str) -> Attachment:
    info = FileInfoCard(unique_id=where.unique_id, file_type=where.file_type)
    return Attachment(
        content_type=_INFO, content_url=where.content_url, name=where.name or name, content=info
    )
