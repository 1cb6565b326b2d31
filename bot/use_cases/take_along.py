"""The brief as something to take along: the document of one reader, and as a file."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.audience import Place, Room, Speaker, audience_of, clearance_for
from bot.domain.brief_document import BriefDocument, Reading, brief_document
from bot.domain.conversation import Conversation
from bot.domain.wording import Wording
from bot.ports.documents import DocumentWriter
from bot.ports.turns import Clock
from bot.use_cases.find_stories import FindStories

FILE_NAME = "problem-notes"


@dataclass(frozen=True, slots=True)
class NotesFile:
    """The notes as a file."""

    name: str
    media_type: str
    content: bytes


class WriteDocument:
    """Writes the document of a conversation for one reader, cleared at this moment."""

    def __init__(self, find: FindStories, wording: Wording, operator: str) -> None:
        self._find = find
        self._wording = wording
        self._operator = operator

    async def __call__(
        self, conversation: Conversation, speaker: Speaker, room: Room, now: datetime
    ) -> BriefDocument:
        """Give the document as this person may see it in this room."""
        conversation = _as_read_by(speaker, room, conversation)
        clearance = clearance_for(audience_of(speaker, room))
        stories = await self._find.told(conversation.in_order(), clearance)
        reading = Reading(
            reader=speaker.id,
            now=now,
            operator=self._operator,
            stories=stories,
            points=self._wording.points,
        )
        return brief_document(conversation, reading)


def _as_read_by(speaker: Speaker, room: Room, conversation: Conversation) -> Conversation:
    """What happened in a direct message is for the one person in it, like their words."""
    if room.place is not Place.DM:
        return conversation
    turns = tuple(t for t in conversation.turns if t.speaker == speaker.id)
    dates = tuple(d for d in conversation.dates if d.who == speaker.id)
    declined = conversation.declined if turns else frozenset()
    return replace(conversation, turns=turns, dates=dates, declined=declined)


class TakeAlong:
    """Gives the document as a file in the format that is asked for."""

    def __init__(
        self, document: WriteDocument, writers: Sequence[DocumentWriter], clock: Clock
    ) -> None:
        self._document = document
        self._clock = clock
        self._writers = {writer.kind: writer for writer in writers}

    async def __call__(
        self, conversation: Conversation, speaker: Speaker, room: Room, kind: str
    ) -> NotesFile | None:
        """Give the file; None for a format that nothing writes."""
        writer = self._writers.get(kind)
        if writer is None:
            return None
        document = await self._document(conversation, speaker, room, self._clock.now())
        content = await asyncio.to_thread(writer.write, document)
        return NotesFile(f"{FILE_NAME}.{kind}", writer.media_type, content)
