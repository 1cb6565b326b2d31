"""Reps in Slack: `/stories`, stories for a message, and showing one in a room.

All of it is read in modals; a modal is a room of its own, which only whoever opened it reads.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import FAILURES, UnknownTeamError, reason_of
from bot.channels.slack.ids import CHANNEL, Address, Spot, person_id
from bot.channels.slack.incoming import Origin, is_direct, of_command, of_shortcut, of_view
from bot.channels.slack.manifest import STORIES_FOR_THIS
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.press import GONE
from bot.channels.slack.rep_views import (
    FIND,
    GAP,
    POST,
    PREFIX,
    READ,
    SHARE,
    STORIES,
    TO,
    Held,
    ask_view,
    preview_view,
    sending_view,
    stories_view,
)
from bot.channels.slack.seating import Seat, Seating
from bot.channels.slack.views import View, notice_view, story_view, waiting_view, words_in
from bot.channels.slack.words_in import words_of
from bot.channels.slack.working import Working
from bot.domain.audience import Room
from bot.domain.events import Action, Message, Press
from bot.use_cases.assist_reps import AsRead

logger = logging.getLogger(__name__)

Raw = Mapping[str, Any]
Show = Callable[[Seat], Awaitable[View]]
_FAILED = "That could not be looked up just now. Please try again in a moment."
_INVITE = "I am not in that room, or could not see that I am. Invite me there first."
_NO_ROOM = "Choose the room where it should be posted."
_OURS = re.compile(f"^{PREFIX}")


class Reps:
    """Takes in what reps ask for beside a conversation. Who asks is looked up at each press."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._assist = parts.assist
        self._seating = seating
        self._working = working
        self._shows: dict[str, Callable[[Raw, Origin, Held], Awaitable[None]]] = {
            READ: self._read,
            SHARE: self._share,
            TO: self._choose,
            GAP: self._gap,
        }

    def register(self, app: AsyncApp) -> None:
        """Take these in, before what takes all the rest."""
        app.command("/stories")(self._stories)
        app.message_shortcut(STORIES_FOR_THIS)(self._for_this)
        app.block_action(_OURS)(self._pressed)
        app.view_submission(_OURS)(self._sent)

    async def _stories(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        await ack()
        origin = of_command(context, body)
        asked = words_of(str(body.get("text") or ""), str(context.get("bot_user_id") or ""))
        there = Spot(origin.team, str(body.get("channel_id") or ""))
        held = Held(origin.spot.room_id, there.room_id, asked=asked)
        self._working.later(self._open(origin, body, lambda seat: self._found(seat, held, asked)))

    async def _for_this(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        """Look for stories for what a message says. Its words are another's: none are kept."""
        await ack()
        origin = of_shortcut(context, body)
        message = body.get("message") or {}
        text = words_of(str(message.get("text") or ""), str(context.get("bot_user_id") or ""))
        held = Held(origin.spot.room_id, _spot_of(origin.team, body).room_id)
        self._working.later(self._open(origin, body, lambda seat: self._found(seat, held, text)))

    async def _found(self, seat: Seat, held: Held, text: str) -> View:
        if not text:
            return ask_view(held)
        shelf = await self._assist.stories(seat.speaker, seat.room, text)
        return stories_view(shelf, held)

    async def _open(self, origin: Origin, body: Raw, show: Show) -> None:
        """Open a modal at once, as its trigger does not last, and then fill it."""
        client = await self._parts.clients.posting(origin.team)
        trigger = str(body.get("trigger_id") or "")
        opened = await client.views_open(trigger_id=trigger, view=waiting_view(STORIES))
        await self._fill(client, opened, origin, show)

    async def _push(self, origin: Origin, body: Raw, title: str, show: Show) -> None:
        client = await self._parts.clients.posting(origin.team)
        trigger = str(body.get("trigger_id") or "")
        pushed = await client.views_push(trigger_id=trigger, view=waiting_view(title))
        await self._fill(client, pushed, origin, show)

    async def _fill(self, client: AsyncWebClient, opened: Any, origin: Origin, show: Show) -> None:
        try:
            view = await show(await self._seating(origin))
        except Exception:
            logger.exception("Slack: what was asked for beside a room could not be shown")
            view = notice_view(STORIES, _FAILED)
        await client.views_update(view_id=str(opened["view"]["id"]), view=view)

    async def _pressed(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        view = dict(body.get("view") or {})
        held = Held.of(view)
        origin = of_view(context, body, held.room)
        for action in body.get("actions") or ():
            show = self._shows.get(str(action.get("action_id") or "").partition(":")[0])
            if show is not None and _is_own(origin, held):
                picked = {"view": view, "trigger_id": body.get("trigger_id"), "action": action}
                await show(picked, origin, held)
        await ack()

    async def _read(self, body: Raw, origin: Origin, held: Held) -> None:
        """Open a story, cleared again at this moment."""
        del held
        ref = str(body["action"].get("value") or "")

        async def show(seat: Seat) -> View:
            story = await self._assist.story(seat.speaker, seat.room, ref)
            return story_view(story) if story else notice_view(STORIES, GONE)

        self._working.later(self._push(origin, body, STORIES, show))

    async def _share(self, body: Raw, origin: Origin, held: Held) -> None:
        """Show what the readers of the room would see, or why it may not be shown there."""
        held = replace(held, story=str(body["action"].get("value") or ""))
        self._working.later(
            self._push(origin, body, "Share a story", lambda s: self._preview(s, origin, held))
        )

    async def _choose(self, body: Raw, origin: Origin, held: Held) -> None:
        """Another room was chosen: show what would be read there."""
        chosen = str(body["action"].get("selected_conversation") or "")
        held = replace(held, there=Spot(origin.team, chosen).room_id)
        opened = {"view": body["view"]}

        async def fill() -> None:
            client = await self._parts.clients.posting(origin.team)
            await self._fill(client, opened, origin, lambda s: self._preview(s, origin, held))

        self._working.later(fill())

    async def _gap(self, body: Raw, origin: Origin, held: Held) -> None:
        """Ask for it as any question is asked: what no story fits is then noted."""
        seat = await self._seating(_in_view(origin, body["view"]))
        key = f"{CHANNEL}:{held.room}/gap/{body['view'].get('id')}:{origin.user}"
        await self._working.take(
            Message(key=key, room=seat.room, speaker=seat.speaker, at=origin.at, text=held.asked)
        )

    async def _preview(self, seat: Seat, origin: Origin, held: Held) -> View:
        spot = Spot.of(held.there)
        if not spot.channel or is_direct(spot.channel):
            return preview_view(AsRead("A story", why_not=_NO_ROOM), held)
        there = await self._there(origin, spot)
        seen = await self._assist.as_read_there(
            seat.speaker, seat.room, there, held.story, origin.at
        )
        if seen.reply is not None and not await self._are_we_in(there):
            seen = AsRead(seen.title, why_not=_INVITE)
        return preview_view(seen, held)

    async def _sent(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        view = dict(body.get("view") or {})
        held, origin = Held.of(view), of_view(context, body, Held.of(view).room)
        if not _is_own(origin, held):
            await ack()
        elif view.get("callback_id") == FIND:
            await ack(response_action="update", view=await self._anew(origin, held, view))
        elif view.get("callback_id") == POST:
            await self._post(_in_view(origin, view), held, view)
            await ack(response_action="update", view=sending_view())

    async def _anew(self, origin: Origin, held: Held, view: Raw) -> View:
        asked = words_in(view)
        try:
            return await self._found(
                await self._seating(origin), replace(held, asked=asked), asked
            )
        except (*FAILURES, UnknownTeamError) as error:
            logger.warning("Slack: no stories were looked for (%s)", reason_of(error))
            return notice_view(STORIES, _FAILED)

    async def _post(self, origin: Origin, held: Held, view: Raw) -> None:
        """Whether it may be posted there is worked out anew, whatever the modal showed."""
        seat = await self._seating(origin)
        there = await self._there(origin, Spot.of(held.there))
        action = Action(
            key=f"{CHANNEL}:{held.room}/share/{view.get('id')}:{view.get('hash')}:{origin.user}",
            room=seat.room,
            speaker=seat.speaker,
            at=origin.at,
            press=Press.SHARE,
            target=held.story,
            there=there,
        )
        await self._working.take(action)

    async def _there(self, origin: Origin, spot: Spot) -> Room:
        """Look up what kind of room it is where something is to be posted."""
        address = Address(thread=spot.thread, user=origin.user)
        there = replace(origin, spot=spot, address=address, direct=is_direct(spot.channel))
        return (await self._seating(there)).room

    async def _are_we_in(self, there: Room) -> bool:
        us = await self._parts.clients.identity(Spot.of(there.id).team)
        bot = person_id(str(us.bot_user_id)) if us else ""
        return await self._parts.lookups.is_in(bot, there)


def _is_own(origin: Origin, held: Held) -> bool:
    """What comes from a modal that somebody else opened is not taken."""
    return bool(origin.user and held.room) and origin.direct and not origin.anothers


def _in_view(origin: Origin, view: Raw) -> Origin:
    """Answer into the modal that is on top, not into the one below it."""
    return replace(origin, address=Address(view=str(view.get("id") or ""), user=origin.user))


def _spot_of(team: str, body: Raw) -> Spot:
    """Give the thread of the message that a shortcut was used on."""
    channel = str((body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    return Spot(team, channel, str(message.get("thread_ts") or message.get("ts") or ""))
