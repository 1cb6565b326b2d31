"""What is overheard in a thread that the bot is in: who wrote and when, never what."""

from datetime import datetime

from bot.domain.audience import Room, Speaker
from bot.domain.writers import Wrote, alone
from bot.ports.writers import Writers


class Overhear:
    """Keeps who wrote in a room, for all processes alike, and tells whether someone is alone."""

    def __init__(self, writers: Writers) -> None:
        self._writers = writers

    async def __call__(self, room: Room, speaker: Speaker, at: datetime) -> None:
        """Note that somebody wrote there."""
        await self._writers.note(_key(room), Wrote(speaker.id, at, speaker.insider))

    async def alone(self, room: Room, speaker: Speaker, answered: datetime, now: datetime) -> bool:
        """Say whether only this person talks with the bot, which `answered` them last."""
        return alone(await self._writers.others(_key(room), speaker.id), answered, now)


def _key(room: Room) -> str:
    return f"{room.channel}:{room.id}"
