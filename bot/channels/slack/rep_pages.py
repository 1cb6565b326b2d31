"""Pages of reps in modals: what an account said, and what helps before a meeting with it.

What is asked for enters the one door as if it were typed where the rep is alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.channels.slack.ids import CHANNEL, Address, Spot
from bot.channels.slack.incoming import Origin, is_direct, of_command, of_view
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.rep_views import Held
from bot.channels.slack.seating import Seating
from bot.channels.slack.views import notice_view, waiting_view
from bot.channels.slack.words_in import words_of
from bot.channels.slack.working import Working
from bot.domain.audience import Room
from bot.domain.events import Message

Raw = Mapping[str, Any]
BRIEF, PREP = "page_brief", "page_prep"  # buttons; the value is the id of an account
_ASKED = {"/brief": "/brief", "/prep": "/prep", BRIEF: "/brief", PREP: "/prep"}
_TITLES = {"/brief": "What they said", "/prep": "Before a meeting"}
_A_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
_NOT_YOURS = "This is for people of $operator who have a role here."


class RepPages:
    """Takes in `/brief` and `/prep`, and the buttons that stand for them."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working

    def register(self, app: AsyncApp) -> None:
        """Take these in, before what takes all the rest."""
        for command in ("/brief", "/prep"):
            app.command(command)(self._command)
        app.block_action(re.compile("^page_"))(self._pressed)

    async def _command(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        await ack()
        origin = of_command(context, body)
        text = str(body.get("text") or "")
        named = _A_CHANNEL.search(text)
        channel = named[1] if named else str(body.get("channel_id") or "")
        words = words_of(_A_CHANNEL.sub("", text), str(context.get("bot_user_id") or ""))
        asked = f"{_ASKED[str(body['command'])]} {words}".strip()
        self._working.later(self._open(origin, body, asked, Spot(origin.team, channel)))

    async def _pressed(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        held = Held.of(dict(body.get("view") or {}))
        origin = of_view(context, body, held.room)
        for action in body.get("actions") or ():
            kind = _ASKED.get(str(action.get("action_id") or "").partition(":")[0])
            if kind and origin.user and origin.direct and not origin.anothers:
                asked = f"{kind} {action.get('value') or ''}"
                self._working.later(self._open(origin, body, asked, Spot(origin.team, "")))
        await ack()

    async def _open(self, origin: Origin, body: Raw, asked: str, there: Spot) -> None:
        """Open a modal at once, as its trigger does not last; the answer is shown in it."""
        title = _TITLES[asked.partition(" ")[0]]
        client = await self._parts.clients.posting(origin.team)
        trigger = str(body.get("trigger_id") or "")
        opened = await client.views_open(trigger_id=trigger, view=waiting_view(title))
        view = str(opened["view"]["id"])
        seat = await self._seating(replace(origin, address=Address(view=view, user=origin.user)))
        if not seat.speaker.trusted:
            text = _NOT_YOURS.replace("$operator", self._parts.operator)
            await client.views_update(view_id=view, view=notice_view(title, text))
            return
        message = Message(
            key=f"{CHANNEL}:{seat.room.id}/asked/{view}",
            room=seat.room,
            speaker=seat.speaker,
            at=origin.at,
            text=asked,
            asked_in=await self._there(origin, there),
        )
        await self._working.take(message)

    async def _there(self, origin: Origin, spot: Spot) -> Room | None:
        """Give the room that it was asked in: who names no account means that one's."""
        if not spot.channel or is_direct(spot.channel):
            return None
        there = replace(origin, spot=spot, address=Address(), direct=False)
        return (await self._seating(there)).room
