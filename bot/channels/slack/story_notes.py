"""A note on a draft: an owner writes it in a modal, and the answer comes in the thread."""

from dataclasses import replace
from datetime import datetime

from bot.channels.slack.ids import Address, user_of
from bot.channels.slack.seating import Seat
from bot.channels.slack.views import Kept
from bot.domain.audience import Role, acting_role
from bot.domain.events import Action, Press
from bot.domain.story_choices import Choice, pressed_choice


def takes_note(target: str, seat: Seat) -> bool:
    """Whether a button asks for a note, and whoever pressed it may write one."""
    chosen = pressed_choice(target)
    if chosen is None or chosen.choice is not Choice.NEEDS_WORK:
        return False
    return acting_role(seat.speaker, seat.room) is Role.OWNER


def note_on_story(key: str, seat: Seat, at: datetime, kept: Kept, words: str) -> Action:
    """Give the note as an event whose answer belongs under the review."""
    address = Address(kept.thread, kept.message, user_of(seat.speaker.id))
    return Action(
        key=key,
        room=replace(seat.room, address=str(address)),
        speaker=seat.speaker,
        at=at,
        press=Press.SUGGESTION,
        target=kept.entry,
        words=words,
    )
