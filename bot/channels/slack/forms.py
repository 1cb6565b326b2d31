"""Modals that are sent: a corrected entry, a private word, and a note on a draft."""

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.buttons import ALONE_SAID, CORRECTION, PASS_CHANGED, STORY_NOTE
from bot.channels.slack.ids import CHANNEL
from bot.channels.slack.incoming import of_view
from bot.channels.slack.pass_views import changes_in
from bot.channels.slack.seating import Seating
from bot.channels.slack.story_notes import note_on_story
from bot.channels.slack.views import Kept, View, alone_view, waiting_view, words_in
from bot.channels.slack.working import Working
from bot.domain.events import InboundEvent, Message, Submission

Raw = Mapping[str, Any]
_READ = "Read. The answer comes here in a moment; you can write on."


class Forms:
    """Takes in what was sent. The sender is looked up anew, whoever opened the modal."""

    def __init__(self, seating: Seating, working: Working) -> None:
        self._seating = seating
        self._working = working

    async def __call__(self, context: Raw, body: Raw) -> View | None:
        """Take in a modal, and give what to show in its place; None closes it."""
        view = dict(body.get("view") or {})
        changes = view.get("callback_id") == PASS_CHANGED
        kept, words = Kept.of(view), changes_in(view) if changes else words_in(view)
        if not (kept.room and words):
            return None
        origin = of_view(context, body, kept.room)
        if origin.anothers:
            return None
        seat = await self._seating(origin)
        key = f"{CHANNEL}:{kept.room}/view/{view.get('id')}:{view.get('hash')}:{origin.user}"
        event: InboundEvent | None = None
        if view.get("callback_id") == CORRECTION:
            event = Submission(
                key=key,
                room=seat.room,
                speaker=seat.speaker,
                at=origin.at,
                entry_id=kept.entry,
                text=words,
            )
        elif view.get("callback_id") in (ALONE_SAID, PASS_CHANGED):
            event = Message(
                key=key, room=seat.room, speaker=seat.speaker, at=origin.at, text=words
            )
        elif view.get("callback_id") == STORY_NOTE:
            event = note_on_story(key, seat, origin.at, kept, words)
        if event is not None:
            await self._working.take(event)
        if changes:
            return waiting_view("Pass these on")
        return alone_view(kept.room, notice=_READ) if isinstance(event, Message) else None
