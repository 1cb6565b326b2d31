"""Buttons and forms: open a story, take an entry back, correct one, confirm."""

from dataclasses import dataclass, replace

from bot.domain.audience import audience_of, clearance_for
from bot.domain.brief import Brief, Entry
from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Press, Submission
from bot.domain.gate import GATED_FIELDS
from bot.domain.moves import Move, MoveKind
from bot.domain.plain import plain
from bot.domain.reply import Attachment
from bot.domain.telling import full_text
from bot.use_cases.find_stories import FindStories

LONGEST_ENTRY = 1000  # characters


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press did: the changed conversation, the move that answers it, what comes along."""

    conversation: Conversation
    move: Move
    attachments: tuple[Attachment, ...] = ()


class PressButton:
    """Answers what was pressed or sent in a form; only an entry's author may change it."""

    def __init__(self, find: FindStories) -> None:
        self._find = find

    async def __call__(self, event: InboundEvent, conversation: Conversation) -> Pressed:
        """Do what was pressed; an id that is not known (any more) changes nothing."""
        match event:
            case Submission():
                return _correct(event, conversation)
            case Action(press=Press.READ_STORY):
                return await self._read(event, conversation)
            case Action(press=Press.WITHDRAW):
                return _withdraw(event, conversation)
            case Action(press=Press.CONFIRM):
                return _confirm(event, conversation)
            case Action(press=Press.UNSAID):
                return _unsay(event, conversation)
            case _:
                return Pressed(conversation, Move(MoveKind.CANNOT_HANDLE, line="cannot_handle"))

    async def _read(self, event: Action, conversation: Conversation) -> Pressed:
        """Open a story, cleared again at the moment of the click."""
        clearance = clearance_for(audience_of(event.speaker, event.room))
        rendition = await self._find.open(
            event.target, clearance, gate_open=conversation.gate_open
        )
        if rendition is None:
            return Pressed(conversation, Move(MoveKind.CANNOT_HANDLE, line="story_gone"))
        story = Attachment("story", f"{rendition.ref}.md", full_text(rendition))
        return Pressed(conversation, Move(MoveKind.SHARE_STORY, line="story_opened"), (story,))


def _withdraw(event: Action, conversation: Conversation) -> Pressed:
    brief = conversation.brief.withdraw(event.target, event.speaker.id)
    return _changed(conversation, brief, Move(MoveKind.CORRECT, line="withdrawn"))


def _unsay(event: Action, conversation: Conversation) -> Pressed:
    """What was heard from a message goes with it; there is nothing to say about that."""
    brief = conversation.brief.unsay(event.target, event.speaker.id)
    silent = Move(MoveKind.STAY_SILENT, reason="its message was deleted")
    return Pressed(replace(conversation, brief=brief), silent)


def _correct(event: Submission, conversation: Conversation) -> Pressed:
    old = conversation.brief.find(event.entry_id)
    text = plain(event.text)[:LONGEST_ENTRY]
    if old is None or old.who != event.speaker.id or not text:
        return _not_yours(conversation)
    new: Entry = replace(
        old, id=f"{event.key}/0", span=text, said_at=event.at, shown_in=None, confirmed=False
    )
    values = {"new": text, "old": old.span}
    move = Move(MoveKind.CORRECT, line="corrected", values=values)
    return _changed(conversation, conversation.brief.correct(old.id, new), move)


def _confirm(event: Action, conversation: Conversation) -> Pressed:
    """The page beside the button shows the entries: a press confirms what the presser stated."""
    n = conversation.next_n
    brief = conversation.brief.show(n - 1, *GATED_FIELDS).confirm(event.speaker.id, n)
    return _changed(conversation, brief, Move(MoveKind.CONFIRM_BRIEF, line="confirmed"))


def _changed(conversation: Conversation, brief: Brief, move: Move) -> Pressed:
    if brief == conversation.brief:
        return _not_yours(conversation)
    return Pressed(replace(conversation, brief=brief), move)


def _not_yours(conversation: Conversation) -> Pressed:
    return Pressed(conversation, Move(MoveKind.CANNOT_HANDLE, line="not_yours"))
