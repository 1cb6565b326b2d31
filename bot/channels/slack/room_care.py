"""*Take this back*, in the menu of a reply that is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.channels.slack.ids import CHANNEL, Address, Spot
from bot.channels.slack.incoming import Origin, is_direct, of_shortcut
from bot.channels.slack.manifest import TAKE_BACK
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.seating import Seat, Seating
from bot.channels.slack.views import notice_view
from bot.channels.slack.working import Working
from bot.domain.events import Action, Press
from bot.domain.room_care import may_take_back

Raw = Mapping[str, Any]
_TITLE = "Take this back"
_DONE = "A plain line stands in its place in a moment."
_NOT_OURS = "That is no reply of mine. What you wrote yourself you can delete."
_NOT_YOURS = (
    "Others have read this reply too, so only people of $operator take it back. Tell them what is "
    "wrong with it."
)


class RoomCare:
    """Takes in that a reply is wrong. Who says so is looked up anew."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working

    def register(self, app: AsyncApp) -> None:
        """Take it in, before what takes all the rest."""
        app.message_shortcut(TAKE_BACK)(self._take_back)

    async def _take_back(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        message = body.get("message") or {}
        origin = _there(of_shortcut(context, body), body)
        seat = await self._seating(origin)
        ours = str(context.get("bot_user_id") or "?") == message.get("user") or (
            str(context.get("bot_id") or "?") == message.get("bot_id")
        )
        told = self._told(seat, ours=ours)
        if told == _DONE:
            await self._working.take(_of(origin, seat, str(message.get("ts") or "")))
        await ack()
        self._working.later(self._tell(origin, str(body.get("trigger_id") or ""), told))

    def _told(self, seat: Seat, *, ours: bool) -> str:
        if not ours:
            return _NOT_OURS
        if not may_take_back(seat.speaker, seat.room):
            return _NOT_YOURS.replace("$operator", self._parts.operator)
        return _DONE

    async def _tell(self, origin: Origin, trigger: str, text: str) -> None:
        client = await self._parts.clients.posting(origin.team)
        await client.views_open(trigger_id=trigger, view=notice_view(_TITLE, text))


def _there(origin: Origin, body: Raw) -> Origin:
    """The room that the message stands in: its thread, or the channel where it begins one."""
    channel = str((body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    ts, thread = str(message.get("ts") or ""), str(message.get("thread_ts") or "")
    direct = is_direct(channel)
    of_thread = "" if direct or thread in ("", ts) else thread
    address = Address(thread=thread or ts, message=ts, user=origin.user)
    spot = Spot(origin.team, channel, of_thread)
    return replace(origin, spot=spot, address=address, direct=direct)


def _of(origin: Origin, seat: Seat, ts: str) -> Action:
    return Action(
        key=f"{CHANNEL}:{origin.team}/{origin.spot.channel}/{ts}:{origin.user}:taken_back",
        room=seat.room,
        speaker=seat.speaker,
        at=origin.at,
        press=Press.TAKE_BACK,
        target=ts,
    )
