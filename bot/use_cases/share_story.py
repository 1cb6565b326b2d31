"""Showing a story in a buyer's room: first what its readers would see, then, on a yes, there.

The story is not posted from here. A timer carries it into the room, where it is cleared anew and
posted like any reply, in its turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import (
    Place,
    Room,
    audience_of,
    clearance_for,
)
from bot.domain.conversation import Conversation, OfferedShare
from bot.domain.events import Message, Timer
from bot.domain.heard import Heard
from bot.domain.insider_wishes import Sharing, named_in
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.open_rooms import KeptRoom, accounts_of, may_read
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment, Reply
from bot.domain.sharing import SHARE, shared, why_not
from bot.domain.story import Rendition
from bot.ports.rooms import Rooms
from bot.use_cases.find_stories import FindStories
from bot.use_cases.hearing import Hearing, situation_of
from bot.use_cases.say import Say


@dataclass(frozen=True, slots=True)
class Shared:
    """The move that answers the rep, what waits for their yes, and what is set off by it."""

    move: Move
    offered: OfferedShare | None = None
    pages: tuple[Attachment, ...] = ()
    timers: tuple[Timer, ...] = ()
    account: str = ""


class ShareStory:
    """Previews a story as a room would read it, and sends it there once the rep says yes."""

    def __init__(self, rooms: Rooms, find: FindStories, hearing: Hearing, say: Say) -> None:
        self._rooms = rooms
        self._find = find
        self._hearing = hearing
        self._say = say

    async def preview(self, wish: Sharing, event: Message) -> Shared | None:
        """Say what the readers of a room would see; None where no room is named as one."""
        readable = [r for r in await self._rooms.known() if _can_show(event, r)]
        accounts = accounts_of(event.speaker, event.room, readable)
        account = named_in(wish.where, accounts)
        story = await self._called(wish.story, event)
        if story is None and not account:
            return None  # to share may be the matter of a story, too
        if not account:
            values = {"account": wish.where, "accounts": ", ".join(accounts) or "none"}
            return Shared(Move(MoveKind.SHARE, line="share_no_room", values=values))
        if story is None:
            return Shared(
                Move(MoveKind.SHARE, line="share_no_story", values={"story": wish.story})
            )
        room = next(r for r in readable if r.account == account)
        return await self._offer(OfferedShare(story.story_id, room, event.speaker.id), event)

    async def confirmed(self, offered: OfferedShare, event: Message, key: str) -> Shared:
        """Send the story, if it may still be shown there."""
        refused, _ = await self._looked_at(offered, event)
        if refused is not None:
            return refused
        room = offered.room
        name = f"{SHARE}:{key}"
        timer = Timer(
            key=name,
            room=room,
            speaker=event.speaker,
            at=event.at,
            timer_id=name,
            kind=SHARE,
            about=offered.story_id,
        )
        move = Move(MoveKind.SHARE, line="share_sent", values={"account": room.account})
        return Shared(move, timers=(timer,), account=room.account)

    async def _offer(self, offered: OfferedShare, event: Message) -> Shared:
        refused, told = await self._looked_at(offered, event)
        if refused is not None or told is None:
            return refused or Shared(Move(MoveKind.SHARE, line="cannot_handle"))
        there = await self._there(offered.room)
        reply = await self._as_read_there(told, offered.room, there, event)
        page = Attachment("share", "as-read-there.md", _page(reply))
        values = {"account": offered.room.account}
        move = Move(MoveKind.SHARE, line="share_preview", values=values, awaits=SHARE)
        return Shared(move, offered, (page,))

    async def _looked_at(
        self, offered: OfferedShare, event: Message
    ) -> tuple[Shared | None, Told | None]:
        """Clear the story anew for that room: give why it may not be shown, or the story."""
        own = clearance_for(audience_of(event.speaker, event.room))
        theirs = clearance_for(audience_of(event.speaker, offered.room))
        story = await self._find.pick(offered.story_id, own)
        if story is None or not _can_show(event, offered.room):
            return Shared(Move(MoveKind.SHARE, line="share_no_longer")), None
        told = await self._find.pick(offered.story_id, theirs)
        line = why_not(story.rendition, told, await self._there(offered.room))
        if line:
            values = {"title": story.rendition.title, "account": offered.room.account}
            return Shared(Move(MoveKind.SHARE, line=line, values=values)), None
        return None, told

    async def _as_read_there(
        self, told: Told, room: Room, there: Conversation, event: Message
    ) -> Reply:
        carried = replace(event, room=room, text="")
        s = situation_of(carried, Heard(), Remembered(there), self._hearing)
        return await self._say(shared(told), s)

    async def _there(self, room: Room) -> Conversation:
        kept: Sequence[KeptRoom] = await self._rooms.kept(room.account)
        talks = (k.conversation for k in kept if (k.room.id, k.room.channel) == _key(room))
        return next(talks, Conversation(f"{room.channel}:{room.id}"))

    async def _called(self, name: str, event: Message) -> Rendition | None:
        """Find a story by its id, its opaque id or its title."""
        clearance = clearance_for(audience_of(event.speaker, event.room))
        told = await self._find.pick(name, clearance)
        if told is not None:
            return told.rendition
        opened = await self._find.open(name, clearance)
        shelf = [opened] if opened else await self._find.browse(clearance)
        return next((s for s in shelf if opened or _same(s.title, name)), None)


def _can_show(event: Message, room: Room) -> bool:
    """Only where the buyer's people knew that the vendor's people read and write along."""
    return room.place is Place.SHARED and may_read(event.speaker, event.room, room)


def _key(room: Room) -> tuple[str, str]:
    return room.id, room.channel


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" .") == other.casefold().strip(" .")


def _page(reply: Reply) -> str:
    """Write down what the room's readers would see, the card included."""
    lines = ["# As it would be read there", "", *_quoted(reply.text), ""]
    for card in reply.stories:
        lines += [f"## {card.title}", "", *_quoted(card.text), ""]
    return "\n".join(lines)


def _quoted(text: str) -> list[str]:
    return [f"> {line}" for line in text.splitlines() if line.strip()]
