"""What a turn changes in the brief and the conversation, before anything is decided."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.brief import Brief, Certainty, Circle, Entry
from bot.domain.conversation import Conversation
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.domain.text import words

CONFIRM, PERSON = "confirm", "person"  # what a bare yes or no would answer


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something, when, and who could read it."""

    key: str
    who: str
    who_name: str
    at: datetime
    circle: Circle
    insider: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """The conversation after a turn's words, with what they added and what they replaced."""

    conversation: Conversation
    fresh: tuple[Entry, ...] = ()
    replaced: tuple[Entry, ...] = ()


def remember(conversation: Conversation, heard: Heard, said: Said) -> Remembered:
    """Take in what was heard. The vendor's own people never add to a brief."""
    if said.insider:
        return Remembered(conversation)
    conversation = _decline(_assent(conversation, heard, said), heard)
    if heard.has(Cue.FORGET):
        return _forget(conversation, heard, said)
    entries = [entry_of(h, said, n) for n, h in enumerate(heard.entries)]
    brief, replaced = conversation.brief, []
    for entry in entries:
        old = _old(brief, entry, correcting=heard.wants(Intent.CORRECT))
        brief = brief.correct(old.id, entry) if old else brief.add(entry)
        replaced += [old] if old else []
    kept = tuple(e for e in entries if brief.find(e.id))
    return Remembered(replace(conversation, brief=brief), kept, tuple(replaced))


def entry_of(heard: HeardEntry, said: Said, n: int) -> Entry:
    """Make an entry of a heard span."""
    return Entry(
        id=f"{said.key}/{n}",
        field=heard.field,
        span=heard.span,
        who=said.who,
        who_name=said.who_name,
        said_at=said.at,
        sure=heard.sure,
        aspect=heard.aspect,
        circle=said.circle,
    )


def _assent(conversation: Conversation, heard: Heard, said: Said) -> Conversation:
    if heard.assent is not Assent.YES or conversation.awaits != CONFIRM:
        return conversation
    return replace(conversation, brief=conversation.brief.confirm(said.who, conversation.next_n))


def _decline(conversation: Conversation, heard: Heard) -> Conversation:
    """A question that was declined is settled; it is not asked again."""
    pending = conversation.pending
    said_no = heard.wants(Intent.DECLINE) or heard.has(Cue.SKIP)
    if pending is None or not said_no:
        return conversation
    topic = (pending.field, pending.aspect)
    return replace(conversation, declined=conversation.declined | {topic})


def _forget(conversation: Conversation, heard: Heard, said: Said) -> Remembered:
    """Take back the phrase that was named, else what the person said last."""
    own = [e for e in conversation.brief.standing() if e.who == said.who]
    named = [e for e in own if heard.forget_span and _shares(heard.forget_span, e.span)]
    last_key = own[-1].id.rsplit("/", 1)[0] if own else ""
    gone = named or [e for e in own if e.id.rsplit("/", 1)[0] == last_key]
    brief = conversation.brief
    for entry in gone:
        brief = brief.withdraw(entry.id, said.who)
    return Remembered(replace(conversation, brief=brief), (), tuple(gone))


def _old(brief: Brief, entry: Entry, *, correcting: bool) -> Entry | None:
    """Find what a new entry stands in place of: a corrected fact, or a guess now measured."""
    own = [e for e in brief.standing(entry.field) if e.who == entry.who]
    if correcting:
        near = [e for e in own if _shares(e.span, entry.span)]
        return (near or own or [None])[-1]  # type: ignore[list-item]
    if entry.sure is Certainty.MEASURED:
        return next((e for e in own if e.sure is Certainty.GUESS), None)
    return None


def _shares(one: str, other: str) -> bool:
    """Whether two phrases speak of the same thing: a number, or half of the shorter one's words."""
    a, b = set(words(one)), set(words(other))
    small = min(len(a), len(b)) or 1
    return len(a & b) / small >= 0.5  # noqa: PLR2004 - half
