"""Showing a story in a buyer's room at a rep's wish: whether it may be, and the move that does."""

from bot.domain.audience import Room
from bot.domain.conversation import Conversation
from bot.domain.events import InboundEvent, Timer
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.story import Rendition

SHARE = "share"  # the kind of the timer that carries it into the room


def why_not(story: Rendition, cleared: Told | None, there: Conversation) -> str:
    """Give the line that says why a story may not be shown in a room, "" where it may.

    Args:
        story: as the vendor's people read it.
        cleared: as the readers of the room may read it now, None where they may not.
        there: what is remembered of the room.
    """
    if cleared is None:
        return "share_held" if story.held else "share_internal"
    if story.story_id in there.not_like_us:
        return "share_waved_away"
    return "share_shown" if story.story_id in there.told_ids else ""


def carried(kind: str, room: Room, event: InboundEvent, key: str, about: str = "") -> Timer:
    """Give what enters a room at once, at the wish of whoever sent `event`."""
    return Timer(
        key=f"{kind}:{key}",
        room=room,
        speaker=event.speaker,
        at=event.at,
        kind=kind,
        about=about,
    )


def shared(told: Told) -> Move:
    """Give the move that shows a story in the room, in words of its own."""
    return Move(MoveKind.SHARE, line="shared_here", told=(told,))
