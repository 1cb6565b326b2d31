"""Changing what was posted: the same messages get other words and blocks."""

from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.posted import metadata
from bot.channels.slack.render import Page, pages
from bot.domain.audience import Place, Room
from bot.domain.reply import Reply

# What cannot be changed any more: trying again would never help.
FIXED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class Receipted(Protocol):
    """A reply that was posted, as far as this channel needs to know it."""

    @property
    def key(self) -> str:
        """The same at every try."""
        ...

    @property
    def room(self) -> Room:
        """Where it stands."""
        ...

    @property
    def receipt(self) -> str:
        """The time stamps of its messages."""
        ...


async def amend(client: AsyncWebClient, channel: str, outgoing: Receipted, reply: Reply) -> None:
    """Change the messages of a reply; those that are left over are deleted."""
    now: list[Page] = pages(reply, private=outgoing.room.place is Place.DM)
    sent = outgoing.receipt.split()
    for n, (ts, page) in enumerate(zip(sent, now, strict=False)):
        await client.chat_update(
            channel=channel,
            ts=ts,
            text=page.text,
            blocks=page.blocks,
            metadata=metadata(outgoing.key, n),
            link_names=False,
            parse="none",
        )
    for ts in sent[len(now) :]:
        await client.chat_delete(channel=channel, ts=ts)
