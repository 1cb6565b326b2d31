"""Taking in an event: what it says, who said it, and the situation a move is decided from."""

from dataclasses import dataclass, replace

from bot.domain.audience import Place, Room
from bot.domain.brief import Field
from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Message
from bot.domain.heard import Cue, Heard, Intent
from bot.domain.remember import Remembered, Said, remember
from bot.domain.situation import Situation
from bot.domain.suggestions import typed
from bot.domain.who_reads import circle_of, who_reads
from bot.domain.wording import Wording
from bot.ports.language import Listener, PlainAnswers

# Where our data is kept, and for how long, is a question to the facts sheet too.
_OF_FACTS = (Intent.ASK_PRODUCT, Intent.ASK_PRIVACY)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a buyer's turn is understood with."""

    listener: Listener
    answers: PlainAnswers
    wording: Wording
    operator: str


def situation_of(
    event: InboundEvent, heard: Heard, after: Remembered, hearing: Hearing, provider: str = ""
) -> Situation:
    """See a turn whole: what was heard, what is remembered, what may be said.

    `provider` is whose language model reads along, empty where none does.
    """
    text = event.text if isinstance(event, Message) else ""
    problem = " ".join(e.span for e in after.conversation.brief.standing(Field.PROBLEM)[-1:])
    answers = hearing.answers
    return Situation(
        text=text,
        speaker=event.speaker.id,
        heard=heard,
        conversation=_set_aside(after.conversation, heard),
        fresh=after.fresh,
        replaced=after.replaced,
        wording=hearing.wording,
        now=event.at,  # when it was said: a pause counts as the people lived it
        private=event.room.private,
        place=_place(event.room),
        readers=who_reads(event.room).told_as,
        operator=hearing.operator,
        fact=answers.answer(text) if heard.wants(*_OF_FACTS) else None,
        trusted=event.speaker.trusted,
        view=answers.view(problem) if problem and after.fresh else None,
        provider=provider,
    )


def reads_along(s: Situation, hearing: Hearing) -> str:
    """Say who reads along and runs the bot, where a room was not told; else nothing."""
    if s.conversation.told_who_reads:
        return ""
    return s.wording.line(f"reads_along_{s.readers}", 0, {"operator": hearing.operator})


def said_by(event: InboundEvent) -> Said:
    """Say who said an event's words, and in which circle they stay."""
    return Said(
        key=event.key,
        who=event.speaker.id,
        who_name=event.speaker.name,
        at=event.at,
        circle=circle_of(event.room),
        insider=event.speaker.insider,
    )


def revised(conversation: Conversation, heard: Heard, event: Message) -> Conversation:
    """Let what an edited message says stand in place of what it said.

    Its entries alone: a yes or a no counted when it was given, and was answered then.
    """
    brief = conversation.brief.unsay(event.revises, event.speaker.id)
    words = Heard(entries=heard.entries, language=heard.language)
    return remember(replace(conversation, brief=brief), words, said_by(event)).conversation


def as_message(event: InboundEvent) -> InboundEvent:
    """A pressed answer is the same as the typed one."""
    if not isinstance(event, Action):
        return event
    text = typed(event.press, event.target)
    if text is None:
        return event
    return Message(key=event.key, room=event.room, speaker=event.speaker, at=event.at, text=text)


def _place(room: Room) -> str:
    if room.place is Place.PUBLIC:
        return "public"
    # Where only insiders read, one who is answered as a buyer still has them reading along.
    return "private" if room.place is Place.DM else "shared"


def _set_aside(conversation: Conversation, heard: Heard) -> Conversation:
    """Remember which story was waved away."""
    if not heard.has(Cue.NOT_LIKE_US) or not conversation.turns:
        return conversation
    waved = conversation.not_like_us | set(conversation.turns[-1].story_ids)
    return replace(conversation, not_like_us=waved)
