"""`/link`: which channel of our own is told when someone in a shared channel asks for a person.

It is said in the one about the other. What comes of it is said where our own people alone read;
whoever typed it is shown in a modal how it went.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.channels.slack.clients import FAILURES, UnknownTeamError, reason_of
from bot.channels.slack.ids import CHANNEL, Address, Spot
from bot.channels.slack.incoming import of_command
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.seating import Seat, Seating
from bot.channels.slack.views import notice_view
from bot.channels.slack.working import Working
from bot.domain.audience import Place
from bot.domain.events import Message

logger = logging.getLogger(__name__)

Raw = Mapping[str, Any]
LINK = "/link"
_NAMED = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
_TITLE = "Link two channels"
_DONE = (
    "Linked. It is said in the channel of your own people, where a request arrives from now on."
)
_HOW = (
    "Nothing was linked. Use it in a channel of your own people alone and name the one that you "
    "share with one other company, or the other way round. I have to be in both of them."
)


class LinkChannels:
    """Takes in `/link`. Who typed it, and who reads in the two channels, is looked up then."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working

    def register(self, app: AsyncApp) -> None:
        """Take it in, before what takes all the rest."""
        app.command(LINK)(self._link)

    async def _link(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        await ack()
        self._working.later(self._done(context, body))

    async def _done(self, context: AsyncBoltContext, body: Raw) -> None:
        linked = await self._linked(context, body)
        view = notice_view(_TITLE, _DONE if linked else _HOW)
        try:
            client = await self._parts.clients.posting(of_command(context, body).team)
            await client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=view)
        except (*FAILURES, UnknownTeamError) as error:
            logger.info("Slack: no word on a link (%s)", reason_of(error))

    async def _linked(self, context: AsyncBoltContext, body: Raw) -> bool:
        named = _NAMED.search(str(body.get("text") or ""))
        if named is None:
            return False
        channels = (str(body.get("channel_id") or ""), named[1])
        seats = [await self._seat(context, body, channel) for channel in channels]
        ours = next((s for s in seats if s.room.place is Place.INTERNAL), None)
        theirs = next((s for s in seats if s.room.place is Place.SHARED and s.room.account), None)
        if ours is None or theirs is None or not ours.speaker.trusted:
            return False
        message = Message(
            key=f"{CHANNEL}:{ours.room.id}/link/{body.get('trigger_id')}",
            room=ours.room,
            speaker=ours.speaker,
            at=of_command(context, body).at,
            text=f"link {theirs.room.account}",
        )
        await self._working.take(message)
        return True

    async def _seat(self, context: AsyncBoltContext, body: Raw, channel: str) -> Seat:
        origin = of_command(context, body)
        there = replace(
            origin,
            spot=Spot(origin.team, channel),
            address=Address(user=origin.user),
            direct=False,
        )
        return await self._seating(there)
