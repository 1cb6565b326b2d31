"""`/story`: what is typed goes on in the direct message of whoever typed it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.channels.slack.ids import CHANNEL, Address, Spot
from bot.channels.slack.incoming import of_command
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.private import Private
from bot.channels.slack.seating import Seating
from bot.channels.slack.words_in import words_of
from bot.channels.slack.working import Working
from bot.domain.events import Message

COMMAND = "/story"
_HOW = (
    "Write /story tell to tell a story. For content owners: /story review, /story review and a "
    "title, /story gaps. It goes on in our direct messages."
)
_GOES_ON = "It goes on in our direct messages, where nobody else reads."
_NO_ROOM = "Slack does not let me write to you directly, so this cannot be done here."
_SAID = {"tell": "tell a story", "tell a story": "tell a story"}


class StoryCommand:
    """Takes in the command. Who typed it is looked up; what they may do is decided there."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working
        self._private = Private(parts)

    def register(self, app: AsyncApp) -> None:
        """Take it in."""
        app.command(COMMAND)(self._typed)

    async def _typed(
        self, ack: AsyncAck, context: AsyncBoltContext, body: Mapping[str, Any]
    ) -> None:
        """Answer to whoever typed it alone, with nothing that is not said to everybody."""
        said = words_of(str(body.get("text") or ""), str(context.get("bot_user_id") or ""))
        if not said:
            await ack(_HOW)
            return
        origin = of_command(context, body)
        client = await self._parts.clients.posting(origin.team)
        channel = await self._private.channel(client, origin.user)
        if not channel:
            await ack(_NO_ROOM)
            return
        seat = await self._seating(origin)
        where = str(Address(user=origin.user))
        room = replace(seat.room, id=Spot(origin.team, channel).room_id, address=where)
        message = Message(
            key=f"{CHANNEL}:{origin.team}/{COMMAND}/{body.get('trigger_id')}:{origin.user}",
            room=room,
            speaker=seat.speaker,
            at=origin.at,
            text=_SAID.get(said.casefold(), said),
        )
        await self._working.take(message)
        await ack(_GOES_ON)
