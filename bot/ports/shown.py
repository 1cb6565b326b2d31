"""Which rooms were shown which stories: ids and times, no words of anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.audience import Place, Room


@dataclass(frozen=True, slots=True)
class Showing:
    """A room that was shown one version of a story, and how often."""

    channel: str
    room_id: str
    place: Place | None
    account: str
    version: int
    first_at: datetime
    last_at: datetime
    times: int


class Shown(Protocol):
    """What rooms were shown. What a reply shows is noted with its turn, what a page shows here."""

    async def note(self, story_id: str, room: Room, at: datetime, who: str) -> None:
        """Note that someone in a room was shown a story in the version it has now."""
        ...

    async def rooms(self, story_id: str) -> Sequence[Showing]:
        """Give the rooms that were shown a story, those of the last showing first."""
        ...
