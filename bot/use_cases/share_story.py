"""Showing a story in a buyer's room: first what its readers would see, then, on a yes, there.

The story is not posted from here. A timer carries it into the room, where it is cleared anew and
posted like any reply, in its turn.
"""

from dataclasses import dataclass, replace

from bot.domain.audience import (
    Audience,
    Place,
    Room,
    Speaker,
    audience_of,
    clearance_for,
)
from bot.domain.conversation import Conversation, OfferedShare
from bot.domain.events import InboundEvent, Message, Timer
from bot.domain.heard import Heard
from bot.domain.insider_wishes import Sharing, account_named
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment, Reply
from bot.domain.sharing import SHARE, carried, shared, why_not
from bot.domain.story import Rendition
from bot.ports.turns import Conversations
from bot.use_cases.find_stories import FindStories
from bot.use_cases.hearing import Hearing, reads_along, situation_of
from bot.use_cases.open_rooms import OpenRooms
from bot.use_cases.say import Say

ITS_READERS = "its readers"  # where a room belongs to no one account


@dataclass(frozen=True, slots=True)
class Shared:
    """The move that answers the rep, what waits for their yes, and what is set off by it."""

    move: Move
    offered: OfferedShare | None = None
    pages: tuple[Attachment, ...] = ()
    timers: tuple[Timer, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A story as a room would read it: `reply`, or why it may not be shown there."""

    reply: Reply | None
    why_not: Move | None = None


class ShareStory:
    """Previews a story as a room would read it, and sends it there once the rep says yes."""

    def __init__(
        self,
        rooms: OpenRooms,
        conversations: Conversations,
        find: FindStories,
        hearing: Hearing,
        say: Say,
    ) -> None:
        self._rooms = rooms
        self._conversations = conversations
        self._find = find
        self._hearing = hearing
        self._say = say

    async def preview(self, wish: Sharing, event: Message) -> Shared | None:
        """Say what the readers of a room would see; None where no room is named as one."""
        known = await self._rooms.known(event.speaker, event.room)
        readable = [room for room in known if room.place is Place.SHARED]
        accounts = await self._rooms.accounts(readable)
        account = account_named(wish.where, accounts)
        story = await self._called(wish.story, event)
        if story is None and not account:
            return None  # to share may be the matter of a story, too
        if not account:
            named = ", ".join(a.name for a in accounts) or "none"
            values = {"account": wish.where, "accounts": named}
            return Shared(Move(MoveKind.SHARE, line="share_no_room", values=values))
        if story is None:
            return Shared(
                Move(MoveKind.SHARE, line="share_no_story", values={"story": wish.story})
            )
        room = next(r for r in readable if r.account == account.id)
        return await self._offer(OfferedShare(story.story_id, room, event.speaker.id), event)

    async def look(self, offered: OfferedShare, event: InboundEvent) -> Looked:
        """Clear a story anew for a room, and give it as that room would read it now."""
        refused, told = await self._looked_at(offered, event)
        if refused is not None or told is None:
            return Looked(None, refused)
        return Looked(await self._as_read_there(told, offered.room, event))

    async def confirmed(self, offered: OfferedShare, event: InboundEvent, key: str) -> Shared:
        """Send the story, if it may still be shown there."""
        refused, _ = await self._looked_at(offered, event)
        if refused is not None:
            return Shared(refused)
        room = offered.room
        timer = carried(SHARE, room, event, key, offered.story_id)
        values = {"account": await self.name_of(room)}
        line = "share_sent" if room.account else "share_sent_there"
        move = Move(MoveKind.SHARE, line=line, values=values)
        return Shared(move, timers=(timer,), account=room.account)

    async def _offer(self, offered: OfferedShare, event: Message) -> Shared:
        looked = await self.look(offered, event)
        if looked.reply is None:
            return Shared(looked.why_not or Move(MoveKind.SHARE, line="cannot_handle"))
        page = Attachment("share", "as-read-there.md", page_of(looked.reply))
        values = {"account": await self.name_of(offered.room)}
        move = Move(MoveKind.SHARE, line="share_preview", values=values, awaits=SHARE)
        return Shared(move, offered, (page,))

    async def _looked_at(
        self, offered: OfferedShare, event: InboundEvent
    ) -> tuple[Move | None, Told | None]:
        """Give why a story may not be shown in a room, or the story as cleared for it."""
        room = offered.room
        if line := await self.closed(event.speaker, event.room, room):
            return Move(MoveKind.SHARE, line=line), None
        own = clearance_for(audience_of(event.speaker, event.room))
        theirs = clearance_for(audience_of(event.speaker, room))
        story = await self._find.pick(offered.story_id, own)
        if story is None:
            return Move(MoveKind.SHARE, line="share_no_longer"), None
        told = await self._find.pick(offered.story_id, theirs)
        line = why_not(story.rendition, told, await self.there(room))
        if line:
            values = {"title": story.rendition.title, "account": await self.name_of(room)}
            return Move(MoveKind.SHARE, line=line, values=values), None
        return None, told

    async def closed(self, speaker: Speaker, here: Room, room: Room) -> str:
        """Give the line for a room where this person shows nothing, "" for one where they may."""
        if audience_of(speaker, here) is not Audience.INSIDERS:
            return "share_not_yours"
        if room.place is not Place.SHARED:
            # There alone the buyer's people know that the vendor's people read and write along.
            return "share_not_there"
        return "" if await self._rooms.is_in(speaker, room) else "share_not_in_it"

    async def _as_read_there(self, told: Told, room: Room, event: InboundEvent) -> Reply:
        there = await self.there(room)
        carried = replace(event, room=room)
        s = situation_of(carried, Heard(), Remembered(there), self._hearing)
        said = await self._say(shared(told), replace(s, text=""))
        return replace(said, small_print=reads_along(s, self._hearing))

    async def name_of(self, room: Room) -> str:
        """Give what the readers of a room are called: by their account, where it has one."""
        if not room.account:
            return ITS_READERS
        return (await self._rooms.accounts([room]))[0].name

    async def there(self, room: Room) -> Conversation:
        """Give what is remembered of a room."""
        return await self._conversations.load(f"{room.channel}:{room.id}")

    async def _called(self, name: str, event: Message) -> Rendition | None:
        """Find a story by its id, its opaque id or its title."""
        clearance = clearance_for(audience_of(event.speaker, event.room))
        told = await self._find.pick(name, clearance)
        if told is not None:
            return told.rendition
        opened = await self._find.open(name, clearance)
        shelf = [opened] if opened else await self._find.browse(clearance)
        return next((s for s in shelf if opened or _same(s.title, name)), None)


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" .") == other.casefold().strip(" .")


def page_of(reply: Reply) -> str:
    """Write down what the room's readers would see, the card included."""
    lines = ["# As it would be read there", "", *_quoted(reply.text), ""]
    for card in reply.stories:
        lines += [f"## {card.title}", "", *_quoted(card.text), ""]
    return "\n".join(lines)


def _quoted(text: str) -> list[str]:
    return [f"> {line}" for line in text.splitlines() if line.strip()]
