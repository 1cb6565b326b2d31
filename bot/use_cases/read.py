"""Reading without speaking: the shelf, a story, a room's transcript and brief; always cleared."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.audience import Clearance, Place, Room, Speaker, audience_of, clearance_for
from bot.domain.brief import Brief
from bot.domain.hand_over import waiting_in
from bot.domain.moves import Told
from bot.domain.story import Rendition
from bot.ports.shown import Shown
from bot.ports.turns import Clock, Conversations, Line
from bot.use_cases.find_stories import Ask, FindStories
from bot.use_cases.take_along import NotesFile, TakeAlong


@dataclass(frozen=True, slots=True)
class RoomView:
    """What a person sees of a room: what was written there, and the notes they may read."""

    lines: Sequence[Line]
    brief: Brief
    gate_open: bool


class Read:
    """Pages read through this; what they may show is decided here, not by the page."""

    def __init__(
        self,
        conversations: Conversations,
        find: FindStories,
        shown: Shown,
        clock: Clock,
        take_along: TakeAlong,
    ) -> None:
        self._conversations = conversations
        self._find = find
        self._shown = shown
        self._clock = clock
        self._take_along = take_along

    async def shelf(self, speaker: Speaker, room: Room) -> Sequence[Rendition]:
        """Give all stories that may be read here, by title."""
        return await self._find.browse(_clearance(speaker, room))

    async def search(self, speaker: Speaker, room: Room, text: str) -> tuple[Sequence[Told], bool]:
        """Give the stories nearest to a text, and whether any of them fits."""
        found = await self._find(Ask(text), _clearance(speaker, room))
        return found.told, not found.no_match

    async def story(self, speaker: Speaker, room: Room, ref: str) -> Rendition | None:
        """Give one story by its opaque id, if it may be read here now."""
        conversation = await self._conversations.load(conversation_id(room))
        found = await self._find.open(
            ref, _clearance(speaker, room), gate_open=conversation.gate_open
        )
        # whoever has said nothing on the open page yet has no room to speak of
        if found and (room.place is not Place.PUBLIC or conversation.turns):
            await self._shown.note(found.story_id, room, self._clock.now(), speaker.id)
        return found

    async def room(self, speaker: Speaker, room: Room) -> RoomView:
        """Give a room as this person sees it."""
        lines = await self._conversations.transcript(conversation_id(room))
        conversation = await self._conversations.load(conversation_id(room))
        return RoomView(lines, conversation.brief.visible_to(speaker.id), conversation.gate_open)

    async def why(self, speaker: Speaker, room: Room, ref: str) -> str:
        """Say why a story came up here; "" where that is not known, or it may not be read now."""
        if await self.story(speaker, room, ref) is None:
            return ""
        lines = await self._conversations.transcript(conversation_id(room))
        cards = (card for line in lines if line.reply for card in line.reply.stories)
        return next((card.why for card in cards if card.ref == ref), "")

    async def latest(self, room: Room) -> Line | None:
        """Give the last line of a room; None where nothing was said to us yet."""
        lines = await self._conversations.transcript(conversation_id(room))
        return lines[-1] if lines else None

    async def waits_for_person(self, room: Room) -> bool:
        """Say whether one of the vendor's people is waited for in a room."""
        conversation = await self._conversations.load(conversation_id(room))
        return waiting_in(conversation.hand_overs) is not None

    async def is_quiet(self, *rooms: Room) -> bool:
        """Say whether in any of these rooms only a mention is to be answered."""
        talks = [await self._conversations.load(conversation_id(room)) for room in rooms]
        return any(talk.quiet for talk in talks)

    async def notes(self, speaker: Speaker, room: Room, kind: str) -> NotesFile | None:
        """Give the notes of a room as a file, as this person sees them now: md, docx or pdf.

        None stands for a kind that is not known.
        """
        conversation = await self._conversations.load(conversation_id(room))
        return await self._take_along(conversation, speaker, room, kind)


def conversation_id(room: Room) -> str:
    """Name the one conversation of a room."""
    return f"{room.channel}:{room.id}"


def _clearance(speaker: Speaker, room: Room) -> Clearance:
    return clearance_for(audience_of(speaker, room))
