"""Buttons and menus: those that are events enter `respond`, those that show something open it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import buttons
from bot.channels.slack.canvas import add_canvas, delete_canvas
from bot.channels.slack.clients import FAILURES, reason_of
from bot.channels.slack.files import contents, upload
from bot.channels.slack.ids import CHANNEL
from bot.channels.slack.incoming import Origin, is_direct, of_press, of_view
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.private import Private
from bot.channels.slack.render import BRIEF
from bot.channels.slack.seating import Seat, Seating
from bot.channels.slack.story_notes import takes_note
from bot.channels.slack.views import (
    Kept,
    correction_view,
    notes_view,
    notice_view,
    story_note_view,
    story_view,
)
from bot.channels.slack.working import Working
from bot.domain.audience import Place
from bot.domain.events import Action, Press
from bot.domain.reply import Attachment

logger = logging.getLogger(__name__)

Raw = Mapping[str, Any]
GONE = "That story is not here any more."
_NO_WHY = "It was the nearest to what was written here."
_EVENTS = {
    buttons.NOT_LIKE_US: Press.NOT_LIKE_US,
    buttons.SUGGEST: Press.SUGGESTION,
    buttons.FEEDBACK: Press.FEEDBACK,
    buttons.CONFIRM: Press.CONFIRM,
    "withdraw": Press.WITHDRAW,
}


class Pressed:
    """One press: what, with which id, by whom, in which room."""

    def __init__(self, body: Raw, action: Raw, origin: Origin) -> None:
        name = str(action.get("action_id") or "").partition(":")[0]
        value = str(action.get("value") or "")
        option = (action.get("selected_option") or {}).get("value")
        if option:  # a line of a menu says what it does itself
            name, _, value = str(option).partition(":")
        self.name, self.value, self.origin = name, value, origin
        self.trigger = str(body.get("trigger_id") or "")
        view = body.get("view") or {}
        self.view = str(view.get("id") or "")
        self.hash = str(view.get("hash") or "")

    @property
    def key(self) -> str:
        """One event for each button of a message and person, however often it is pressed.

        In a modal, for each state of it; of feedback each press counts, as minds change.
        """
        origin = self.origin
        where = f"{self.view}:{self.hash}" if self.view else origin.address.message
        again = f":{origin.at.timestamp()}" if self.name == buttons.FEEDBACK else ""
        what = f"{self.name}:{self.value}"
        return f"{CHANNEL}:{origin.team}/{origin.spot.channel}/{where}:{origin.user}:{what}{again}"


def _action(pressed: Pressed, seat: Seat) -> Action:
    return Action(
        key=pressed.key,
        room=seat.room,
        speaker=seat.speaker,
        at=pressed.origin.at,
        press=_EVENTS[pressed.name],
        target=pressed.value,
    )


class Presses:
    """Answers presses. Who presses and who reads there is looked up anew each time."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working
        self._private = Private(parts)
        self._shows: dict[str, Callable[[AsyncWebClient, Pressed, Seat], Awaitable[None]]] = {
            buttons.READ: self._read,
            buttons.WHY: self._why,
            buttons.NOTES: self._notes,
            buttons.ALONE: self._alone,
            buttons.FILES: self._files,
            buttons.DELETE_CANVAS: self._delete_canvas,
            "correct": self._correct,
        }

    async def __call__(self, context: Raw, body: Raw) -> None:
        """Take in a press of a button or a choice from a menu."""
        for action in body.get("actions") or ():
            view = body.get("view")
            kept = Kept.of(dict(view)) if view else None
            origin = of_view(context, body, kept.room) if kept else of_press(context, body)
            if origin.user and origin.spot.channel and not origin.anothers:
                await self._one(Pressed(body, action, origin))

    async def _one(self, pressed: Pressed) -> None:
        show = self._shows.get(pressed.name)
        if show is not None:
            # A modal opens in the background: its trigger lasts as long as Slack waits.
            self._working.later(self._open(show, pressed))
        elif pressed.name in _EVENTS:
            seat = await self._seating(pressed.origin)
            if pressed.name == buttons.SUGGEST and takes_note(pressed.value, seat):
                self._working.later(self._note(pressed, seat))
            else:
                await self._working.take(_action(pressed, seat))

    async def _note(self, pressed: Pressed, seat: Seat) -> None:
        client = await self._parts.clients.of(pressed.origin.team)
        address = pressed.origin.address
        kept = Kept(seat.room.id, pressed.value, address.thread, address.message)
        await client.views_open(trigger_id=pressed.trigger, view=story_note_view(kept))

    async def _open(
        self, show: Callable[[AsyncWebClient, Pressed, Seat], Awaitable[None]], pressed: Pressed
    ) -> None:
        seat = await self._seating(pressed.origin)
        client = await self._parts.clients.posting(pressed.origin.team)
        try:
            await show(client, pressed, seat)
        except FAILURES as error:
            logger.warning("Slack: %s could not be shown (%s)", pressed.name, reason_of(error))

    async def _read(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        """Open a story, cleared again at this moment."""
        story = await self._parts.read.story(seat.speaker, seat.room, pressed.value)
        view = story_view(story) if story else notice_view("A customer's story", GONE)
        await client.views_open(trigger_id=pressed.trigger, view=view)

    async def _why(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        why = await self._parts.read.why(seat.speaker, seat.room, pressed.value)
        view = notice_view("Why this one", why or _NO_WHY)
        await client.views_open(trigger_id=pressed.trigger, view=view)

    async def _notes(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        brief = (await self._parts.read.room(seat.speaker, seat.room)).brief
        view = notes_view(brief, seat.speaker.id, seat.room.id)
        await client.views_open(trigger_id=pressed.trigger, view=view)

    async def _correct(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        """Open one entry to correct, for its author alone."""
        brief = (await self._parts.read.room(seat.speaker, seat.room)).brief
        entry = brief.find(pressed.value)
        if entry is None or entry.who != seat.speaker.id:
            return
        view = correction_view(entry, seat.room.id)
        await client.views_push(trigger_id=pressed.trigger, view=view)

    async def _alone(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        await self._private.begin(client, pressed.trigger, seat)

    async def _delete_canvas(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        if seat.room.place is Place.DM:  # the button stands nowhere else
            ts = pressed.origin.address.message
            await delete_canvas(client, pressed.origin.spot.channel, ts, pressed.value)

    async def _files(self, client: AsyncWebClient, pressed: Pressed, seat: Seat) -> None:
        """Send the notes as files to their reader, in a direct message."""
        notes = Attachment(BRIEF, "problem-notes.md", "")
        notice = "Your pages are in our direct messages."
        channel = pressed.origin.spot.channel
        if not is_direct(channel):
            channel = await self._private.channel(client, pressed.origin.user)
        if channel:
            files = await contents(self._parts.read, seat.room, notes)
            await upload(client, channel, files)
            if self._parts.config.canvas:
                await add_canvas(client, channel, seat.room, self._parts.read)
        else:
            notice = "Slack does not let me write to you directly. Copy them from here."
        brief = (await self._parts.read.room(seat.speaker, seat.room)).brief
        view = notes_view(brief, seat.speaker.id, seat.room.id, notice)
        await client.views_update(view_id=pressed.view, view=view)
