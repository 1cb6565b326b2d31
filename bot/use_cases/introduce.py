"""Introducing the bot in a buyer's room: first as its readers would see it, then, on a yes, there.

As with a story, a timer that is due at once carries it into the room.
"""

from dataclasses import replace

from bot.domain.conversation import OfferedShare
from bot.domain.events import Message
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment
from bot.domain.room_care import INTRODUCE
from bot.domain.sharing import SHARE, carried
from bot.use_cases.hearing import Hearing, reads_along, situation_of
from bot.use_cases.say import Say
from bot.use_cases.share_story import Shared, ShareStory, page_of


class Introduce:
    """Previews an introduction, and sends it to the room where it was asked for."""

    def __init__(self, share: ShareStory, hearing: Hearing, say: Say) -> None:
        self._share = share
        self._hearing = hearing
        self._say = say

    async def preview(self, event: Message) -> Shared:
        """Show what the readers of the room would see where the rep asked for it."""
        room = event.asked_in
        if room is None:
            return Shared(Move(MoveKind.SHARE, line="introduce_where"))
        if line := await self._share.closed(event.speaker, event.room, room):
            return Shared(Move(MoveKind.SHARE, line=line))
        s = situation_of(
            replace(event, room=room, text=""),
            Heard(),
            Remembered(await self._share.there(room)),
            self._hearing,
        )
        said = await self._say(Move(MoveKind.MIND_ROOM, line="introduction"), s)
        seen = replace(said, small_print=reads_along(s, self._hearing))
        page = Attachment("share", "as-read-there.md", page_of(seen))
        values = {"account": await self._share.name_of(room)}
        move = Move(MoveKind.SHARE, line="introduce_preview", values=values, awaits=SHARE)
        return Shared(move, OfferedShare("", room, event.speaker.id), (page,))

    async def confirmed(self, offered: OfferedShare, event: Message, key: str) -> Shared:
        """Send it, if it may still be posted there."""
        room = offered.room
        if line := await self._share.closed(event.speaker, event.room, room):
            return Shared(Move(MoveKind.SHARE, line=line))
        timer = carried(INTRODUCE, room, event, key)
        move = Move(MoveKind.SHARE, line="introduce_sent")
        return Shared(move, timers=(timer,), account=room.account)
