"""Posting replies to Slack: once each, as messages, files, a reaction, or into a modal."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.amending import FIXED, Receipted, amend
from bot.channels.slack.canvas import add_canvas
from bot.channels.slack.clients import UnknownTeamError, in_doubt, reason_of
from bot.channels.slack.files import contents, names_of, upload
from bot.channels.slack.ids import Address, Spot
from bot.channels.slack.in_modals import show_in_modal
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.posted import Posted, look_up, metadata, thread_of
from bot.channels.slack.reactions import GONE, react
from bot.channels.slack.render import BRIEF, Page, pages, said, uploads
from bot.channels.slack.replacing import leave, put_in_place
from bot.channels.slack.streaming import can_stream, stream
from bot.channels.slack.texts import escaped
from bot.domain.audience import Place, Room
from bot.domain.reply import Reply
from bot.use_cases.read import Read

logger = logging.getLogger(__name__)

_CLOCKS = 60.0  # seconds by which Slack's clock and ours may differ
TOO_MUCH = frozenset({"invalid_blocks", "msg_blocks_too_long", "msg_too_long"})
WAITS = (0.5, 2.0)  # seconds before a post in doubt is looked up and tried again


class Outgoing(Protocol):
    """A reply on its way out, as far as this channel needs to know it."""

    @property
    def key(self) -> str:
        """The same at every try."""
        ...

    @property
    def room(self) -> Room:
        """Where it goes."""
        ...

    @property
    def reply(self) -> Reply:
        """What to post."""
        ...

    @property
    def at(self) -> datetime:
        """When it was decided."""
        ...


class SlackPoster:
    """Posts replies. What Slack left in doubt is looked up before it is tried again."""

    def __init__(
        self, lookups: Lookups, read: Read, waits: Sequence[float] = WAITS, *, canvas: bool = False
    ) -> None:
        """Set it up; with `canvas` notes are handed over as one too."""
        self._lookups = lookups
        self._clients = lookups.clients
        self._read = read
        self._waits = waits
        self._canvas = canvas
        self._found: dict[str, Posted] = {}  # what a look-up found of a reply that is not whole

    async def post(self, outgoing: Outgoing) -> str:
        """Post a reply and give the time stamps of its messages."""
        try:
            return await self._post(outgoing)
        except UnknownTeamError:
            return _left(outgoing, "not installed any more")
        except SlackApiError as error:
            if reason_of(error) not in GONE:
                raise
            return _left(outgoing, reason_of(error))

    async def tell(self, room: Room, line: str) -> None:
        """Tell a thread or a direct message that an answer takes longer."""
        spot, address = Spot.of(room.id), Address.of(room.address)
        if address.view:
            return
        client = await self._clients.posting(spot.team)
        await client.chat_postMessage(
            channel=spot.channel,
            thread_ts=address.thread or None,
            text=escaped(line),
            metadata=metadata("wait", 0),  # no reply, and no stream that broke off
            mrkdwn=False,
            parse="none",
        )

    async def find(self, outgoing: Outgoing) -> str | None:
        """Look up whether a reply is there whole; None where anything of it is missing."""
        address = Address.of(outgoing.room.address)
        if address.view or Spot.of(outgoing.room.id).channel.startswith("@"):
            return None  # a modal keeps nothing
        try:
            posted = await self._look_up(outgoing)
        except (SlackApiError, UnknownTeamError) as error:
            logger.warning("Slack: a reply could not be looked up (%s)", reason_of(error))
            raise
        if _whole(outgoing, posted):
            return _receipt(posted)
        self._found[outgoing.key] = posted
        return None

    async def amend(self, outgoing: Receipted, reply: Reply) -> None:
        """Put another reply in the place of one that was posted."""
        if not re.fullmatch(r"[\d. ]+", outgoing.receipt):
            return  # it was a reaction, stood in a modal, or had nowhere to go
        spot = Spot.of(outgoing.room.id)
        try:
            client = await self._clients.posting(spot.team)
            about = reply.about if outgoing.room.place is Place.INTERNAL else None
            now = replace(reply, about=about, calls="")  # nobody is called a second time
            await amend(client, spot.channel, outgoing, now)
        except UnknownTeamError:
            logger.warning("Slack: reply %s cannot be changed (not installed)", outgoing.key)
        except SlackApiError as error:
            if reason_of(error) not in GONE | FIXED:
                raise
            logger.warning(
                "Slack: reply %s cannot be changed (%s)", outgoing.key, reason_of(error)
            )

    async def _post(self, outgoing: Outgoing) -> str:
        address = Address.of(outgoing.room.address)
        spot = Spot.of(outgoing.room.id)
        if not await self._still_ours(outgoing.room):
            return _left(outgoing, "others read there by now")
        client = await self._clients.posting(spot.team)
        if address.view:
            return await show_in_modal(client, self._read, outgoing.room, outgoing.reply)
        if outgoing.reply.replaces:
            page = _pages(outgoing)[0]
            marked = metadata(outgoing.key, 0)
            return await put_in_place(client, outgoing.room, outgoing.reply.replaces, page, marked)
        if outgoing.reply.reaction:
            await react(client, spot, address, outgoing.reply.reaction)
        receipt = await self._until_sure(client, outgoing)
        if outgoing.reply.leaves:
            await leave(client, outgoing.room, receipt, metadata(outgoing.key, 0))
        return receipt

    async def _still_ours(self, room: Room) -> bool:
        """What was said among ourselves is posted only while nobody else reads there."""
        if room.place is not Place.INTERNAL:
            return True
        spot = Spot.of(room.id)
        return await self._lookups.place(spot.team, spot.channel) is Place.INTERNAL

    async def _until_sure(self, client: AsyncWebClient, outgoing: Outgoing) -> str:
        """Post what is missing; where Slack broke off, look up what it did before going on."""
        posted = self._found.pop(outgoing.key, None)
        for wait in (*self._waits, None):
            try:
                return await self._missing(client, outgoing, posted)
            except Exception as error:
                if wait is None or not in_doubt(error):
                    raise
                logger.warning("Slack: a post is in doubt (%s)", reason_of(error))
                await asyncio.sleep(wait)
                posted = await self._look_up(outgoing)
        raise AssertionError  # the last round returned or raised

    async def _missing(
        self, client: AsyncWebClient, outgoing: Outgoing, found: Posted | None
    ) -> str:
        """Post what is not there; `found` is None at the first try, when nothing can be."""
        posted = found or Posted()
        await self._clear(client, outgoing, posted.strays)
        if found is None and (streamed := await _streamed(client, outgoing)):
            posted = Posted({0: streamed})
        sent = dict(posted.pages)
        for n, page in enumerate(_pages(outgoing)):
            if n not in sent:
                sent[n] = await _page(client, outgoing, n, page)
        spot, thread = Spot.of(outgoing.room.id), _thread(outgoing)
        handed = uploads(outgoing.reply, private=_private(outgoing))
        for attachment in handed:
            files = await contents(self._read, outgoing.room, attachment)
            new = [file for file in files if file[0] not in posted.files]
            await upload(client, spot.channel, new, thread)
        if self._canvas and any(attachment.kind == BRIEF for attachment in handed):
            # Last, and it never fails: what is tried again makes no second one.
            await add_canvas(client, spot.channel, outgoing.room, self._read, thread)
        return _receipt(Posted(sent)) or "reaction"

    async def _clear(
        self, client: AsyncWebClient, outgoing: Outgoing, strays: Sequence[str]
    ) -> None:
        """Take back what was begun and not finished."""
        for ts in strays:
            await client.chat_delete(channel=Spot.of(outgoing.room.id).channel, ts=ts)

    async def _look_up(self, outgoing: Outgoing) -> Posted:
        spot = Spot.of(outgoing.room.id)
        client = await self._clients.of(spot.team)
        since = outgoing.at.timestamp() - _CLOCKS
        return await look_up(client, spot.channel, _thread(outgoing), outgoing.key, since)


async def _streamed(client: AsyncWebClient, outgoing: Outgoing) -> str | None:
    """Stream a reply in private, where it is one message and Slack takes it."""
    reply = outgoing.reply
    if not (_private(outgoing) and _streams(outgoing) and can_stream(said(reply))):
        return None
    below = pages(reply, private=True, without_text=True)
    if len(below) > 1:
        return None
    page = Page(said(reply), below[0].blocks if below else [])
    return await stream(client, outgoing.room, page, metadata(outgoing.key, 0))


async def _page(client: AsyncWebClient, outgoing: Outgoing, n: int, page: Page) -> str:
    try:
        return await _sent(client, outgoing, n, page)
    except SlackApiError as error:
        if not page.blocks or reason_of(error) not in TOO_MUCH:
            raise
        # A limit that we do not know of must not cost anyone the answer: its words always fit.
        logger.warning("Slack: %s; the words go without blocks", reason_of(error))
        return await _sent(client, outgoing, n, Page(page.text, []))


async def _sent(client: AsyncWebClient, outgoing: Outgoing, n: int, page: Page) -> str:
    answer = await client.chat_postMessage(
        channel=Spot.of(outgoing.room.id).channel,
        thread_ts=_thread(outgoing) or None,
        text=page.text,
        blocks=page.blocks or None,
        metadata=metadata(outgoing.key, n),
        unfurl_links=False,
        unfurl_media=False,
        link_names=False,
        parse="none",
        mrkdwn=False,
    )
    return str(answer["ts"])


def _pages(outgoing: Outgoing) -> list[Page]:
    reply = _for_room(outgoing)
    shows = reply.text or reply.stories or reply.attachments
    return pages(reply, private=_private(outgoing)) if shows else []


def _whole(outgoing: Outgoing, posted: Posted) -> bool:
    handed = uploads(outgoing.reply, private=_private(outgoing))
    names = {name for attachment in handed for name in names_of(attachment)}
    return len(posted.pages) == len(_pages(outgoing)) > 0 and names <= posted.files


def _for_room(outgoing: Outgoing) -> Reply:
    """Who asked where, and who is called by name, is for a room of the vendor's people alone."""
    if outgoing.room.place is Place.INTERNAL:
        return outgoing.reply
    return replace(outgoing.reply, about=None, calls="")


def _thread(outgoing: Outgoing) -> str:
    """Give the thread that a reply goes into; "" for the room itself."""
    return "" if outgoing.reply.begins else thread_of(outgoing.room)


def _streams(outgoing: Outgoing) -> bool:
    """A stream begins in a thread."""
    return not outgoing.reply.begins and bool(Address.of(outgoing.room.address).thread)


def _private(outgoing: Outgoing) -> bool:
    return outgoing.room.place is Place.DM


def _receipt(posted: Posted) -> str:
    return " ".join(posted.pages[n] for n in sorted(posted.pages))


def _left(outgoing: Outgoing, reason: str) -> str:
    """The conversation stays; it goes on if the bot is let in again."""
    logger.warning("Slack: reply %s has nowhere to go (%s)", outgoing.key, reason)
    return f"undeliverable: {reason}"
