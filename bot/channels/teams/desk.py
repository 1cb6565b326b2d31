"""Taking in what happens in a room: stored at once, answered behind the platform's back."""

import asyncio
import json
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from microsoft_teams.api.activities.invoke.adaptive_card import AdaptiveCardInvokeActivity
from microsoft_teams.api.activities.invoke.message import MessageSubmitActionInvokeActivity
from microsoft_teams.api.activities.message import (
    MessageActivity,
    MessageDeleteActivity,
    MessageUpdateActivity,
)
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models import AdaptiveCardInvokeResponse
from microsoft_teams.api.models.adaptive_card import AdaptiveCardActionMessageResponse
from microsoft_teams.apps import ActivityContext

from bot.channels.teams.activities import (
    is_addressed,
    key_of,
    message_of,
    pressed,
    stamp,
    words_of,
)
from bot.channels.teams.alone import chat_with, point_there
from bot.channels.teams.files import Files
from bot.channels.teams.parts import TeamsParts
from bot.channels.teams.waiting import Waiting
from bot.channels.teams.who import Who, is_bot
from bot.domain.aside import asks_aside, taken_aside
from bot.domain.events import Action, InboundEvent, Message, Press

REASON = 2_000  # characters
_DONE = "Done."
_OLD = "That button does nothing any more."

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Desk:
    """Where activities of a room become events, and events are answered."""

    parts: TeamsParts
    who: Who
    waiting: Waiting
    files: Files
    _under_way: set["asyncio.Task[None]"] = field(default_factory=set)

    async def message(self, ctx: ActivityContext[MessageActivity]) -> None:
        """Take what was written, pressed or handed over; what is not for us is left alone."""
        activity = ctx.activity
        is_press = isinstance(activity.value, dict)
        if is_bot(activity) or not (is_press or is_addressed(activity)):
            return
        party = await self.who(activity, ctx.api)
        given = stamp(activity, party, self.parts.now())
        for file in await self.files.handed_over(activity, party, self.parts.now()):
            await self.take(file, ctx.api)
        event = message_of(activity, given)
        if asks_aside(event):
            await self._asked_aside(event, activity, ctx.api)
        elif event:
            await self.take(event, ctx.api)

    async def _asked_aside(
        self, message: Message, activity: MessageActivity, api: ApiClient
    ) -> None:
        """Answer one of ours in their own chat; in the room, what that cannot be done for."""
        alone = await chat_with(activity, api, self.parts.access.tenant)
        if alone is None:
            await self.take(message, api)
        elif await self.take(taken_aside(message, alone), api):
            self._spawn(point_there(activity, api))

    async def edited(self, ctx: ActivityContext[MessageUpdateActivity]) -> None:
        """Let what a message says now stand in place of what it said; only if we were told it."""
        activity = ctx.activity
        first = key_of(activity)
        if is_bot(activity) or not await self.parts.respond.knows(first):
            return
        party = await self.who(activity, ctx.api)
        text = words_of(activity.text, activity)
        revision = (activity.timestamp or self.parts.now()).isoformat()
        given = stamp(activity, party, self.parts.now(), revision)
        if text:
            await self.take(Message(**given, text=text, revises=first), ctx.api)
        else:
            await self.take(Action(**given, press=Press.UNSAID, target=first), ctx.api)

    async def deleted(self, ctx: ActivityContext[MessageDeleteActivity]) -> None:
        """Take back what was heard from a message that is no more."""
        activity = ctx.activity
        first = key_of(activity)
        if await self.parts.respond.knows(first):
            party = await self.who(activity, ctx.api)
            given = stamp(activity, party, self.parts.now(), "deleted")
            await self.take(Action(**given, press=Press.UNSAID, target=first), ctx.api)

    async def executed(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity]
    ) -> AdaptiveCardInvokeResponse:
        """Take a pressed button, and say at once that it was."""
        data = ctx.activity.value.action.data
        party = await self.who(ctx.activity, ctx.api)
        if "take" in data:
            return _toast(await self.files.offer(str(data["take"]), party, ctx.api))
        event = pressed(data, stamp(ctx.activity, party, self.parts.now()))
        if event is None:
            return _toast(_OLD)
        await self.take(event, ctx.api)
        return _toast(_DONE)

    async def rated(self, ctx: ActivityContext[MessageSubmitActionInvokeActivity]) -> None:
        """Put on record whether a reply helped, and why if that was said."""
        party = await self.who(ctx.activity, ctx.api)
        given = stamp(ctx.activity, party, self.parts.now())
        said = ctx.activity.value.action_value
        target = "yes" if said.reaction == "like" else "no"
        words = reason_of(said.feedback)
        await self.take(Action(**given, press=Press.FEEDBACK, target=target, words=words), ctx.api)

    async def take(self, event: InboundEvent, api: ApiClient) -> bool:
        """Store an event; from here on it gets its answer. False where it was stored before."""
        accepted = await self.parts.respond.accept(event)
        if accepted.new:
            self._spawn(self.answer(event, api))
        return accepted.new

    async def answer(self, event: InboundEvent, api: ApiClient) -> None:
        """Answer an event that was stored."""
        worked_on = isinstance(event, Message) and not event.revises
        begun = worked_on and self.waiting.begin(event.room, api)
        try:
            await self.parts.respond(event)
        except Exception:  # noqa: BLE001 - whatever it is
            # It is stored, and taken up again by the next round.
            _log.exception("event %s is answered later", event.key)
        finally:
            if begun:
                await self.waiting.over(event.room, api)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Wait for what is being answered."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)


def reason_of(feedback: str) -> str:
    """Give what a person wrote about a reply; Teams packs it into JSON."""
    try:
        said = json.loads(feedback or "{}")
    except ValueError:
        return ""
    words = said.get("feedbackText") if isinstance(said, dict) else ""
    return words.replace("\0", "").strip()[:REASON] if isinstance(words, str) else ""


def _toast(text: str) -> AdaptiveCardActionMessageResponse:
    return AdaptiveCardActionMessageResponse(value=text)
