"""What a turn changes in the brief and the conversation, before anything is decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.brief import Brief, Certainty, Circle, Entry, Field
from bot.domain.conversation import Conversation
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.domain.text import without_lead_in, words

_EVERYTHING = re.compile(
    r"(?:everything|all)(?: (?:of (?:it|that|this)|(?:that )?(?:i|we) (?:said|wrote|told you)))*",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|rather than|instead of)\s+(?P<denied>\S+(?:\s+\S+){0,5})\s*$", re.IGNORECASE
)
# What a bare yes or no would answer.
CONFIRM, PERSON, PEER, PASS, WORTH = "confirm", "person", "peer", "pass", "worth"
_COUNTED = (Field.IMPACT, Field.SITUATION)  # where the number is what was said
_COMMON = frozenset(
    words(
        "a about an and are as at be been but by do does for from had has have he her his i in is"
        " it its me my no not of on or our part said say she so that the their them they thing"
        " this to was we were what when who will with you your"
    )
)


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
    """Take in what was heard. The vendor's own people never add to a brief.

    Nothing is kept of a language that is only half understood.
    """
    if said.insider or heard.language != "en":
        return Remembered(conversation)
    conversation = _decline(_assent(conversation, heard, said), heard)
    if heard.has(Cue.FORGET):
        return _forget(conversation, heard, said)
    entries = [_placed(entry_of(h, said, n), conversation) for n, h in enumerate(heard.entries)]
    find = _corrected if heard.wants(Intent.CORRECT) else _guessed
    if heard.wants(Intent.CORRECT):
        own_words = [e for e in conversation.brief.standing() if e.who == said.who]
        entries = [_where_denied(entry, own_words) for entry in entries]
    brief = conversation.brief
    replaced: list[Entry] = []
    for entry in entries:
        earlier = [e for e in conversation.brief.standing(entry.field) if e not in replaced]
        own = [e for e in earlier if e.who == entry.who and _same_side(e, entry)]
        old = find(own, entry, first=entry.field not in (e.field for e in replaced))
        brief = brief.correct(old.id, entry) if old else brief.add(entry)
        replaced += [old] if old else []
        for twin in _twins(old, entry, brief, entries):
            brief = brief.correct(twin.id, _for_field(entry, twin))
            replaced.append(twin)
    kept = tuple(e for e in entries if brief.find(e.id))
    return Remembered(replace(conversation, brief=brief), kept, tuple(replaced))


def entry_of(heard: HeardEntry, said: Said, n: int) -> Entry:
    """Make an entry of a heard span."""
    return Entry(
        id=f"{said.key}/{n}",
        field=heard.field,
        span=without_lead_in(heard.span, chosen=heard.field is Field.DECISION),
        who=said.who,
        who_name=said.who_name,
        said_at=said.at,
        sure=heard.sure,
        aspect=heard.aspect,
        circle=said.circle,
    )


def _placed(entry: Entry, conversation: Conversation) -> Entry:
    """An answer that names no side of its field is about the side that was asked about."""
    pending = conversation.pending
    if entry.aspect is None and pending is not None and pending.field is entry.field:
        return replace(entry, aspect=pending.aspect)
    return entry


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
    """Take back the phrase that was named and no other; where none was, what was said last."""
    own = [e for e in conversation.brief.standing() if e.who == said.who]
    named = [e for e in own if heard.forget_span and same_matter(heard.forget_span, e.span)]
    gone = [e for e in own if e.message == own[-1].message]
    if means_everything(heard.forget_span):
        gone = own
    elif heard.forget_span:
        gone = named
    brief = conversation.brief
    for entry in gone:
        brief = brief.withdraw(entry.id, said.who)
    return Remembered(replace(conversation, brief=brief), (), tuple(gone))


def means_everything(span: str) -> bool:
    """Whether all that was said is to be forgotten."""
    return _EVERYTHING.fullmatch(span) is not None


def _twins(
    old: Entry | None, entry: Entry, brief: Brief, entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """Give the other places where the replaced words stand: one clause may be in two fields."""
    if old is None:
        return ()
    spoken_for = {e.field for e in entries} | {entry.field}
    same = (e for e in brief.standing() if (e.who, e.span) == (old.who, old.span))
    return tuple(e for e in same if e.field not in spoken_for)


def _for_field(entry: Entry, twin: Entry) -> Entry:
    own = f"{entry.id}.{twin.field}"
    return replace(entry, id=own, field=twin.field, aspect=twin.aspect)


def _same_side(one: Entry, other: Entry) -> bool:
    return one.aspect is other.aspect or None in (one.aspect, other.aspect)


def _corrected(own: Sequence[Entry], entry: Entry, *, first: bool) -> Entry | None:
    """Find what a correction stands in place of: the same thing, else for once the last said."""
    if denied := _denied(entry.span):
        meant = [e for e in own if denied <= _telling(e.span)]
        whole = [e for e in meant if _stands_alone(entry, denied, e)]
        return whole[-1] if whole else None
    near = [e for e in own if same_matter(e.span, entry.span)]
    new = entry.sure is Certainty.MEASURED  # what was counted since is news, unless it is near
    candidates = near or (own if first and not new else ())
    return candidates[-1] if candidates else None


def _where_denied(entry: Entry, own: Sequence[Entry]) -> Entry:
    """A correction that says what is not so belongs where that stands."""
    denied = _denied(entry.span)
    meant = [e for e in own if denied and denied <= _telling(e.span)]
    return replace(entry, field=meant[-1].field, aspect=meant[-1].aspect) if meant else entry


def _stands_alone(entry: Entry, denied: frozenset[str], old: Entry) -> bool:
    """Whether a correction can stand for all of the old words: in a problem "4, not 3" cannot."""
    new, before = _telling(entry.span) - denied, _telling(old.span)
    shared = len(new & before)
    enough = 1 if old.field in _COUNTED else 2
    return shared >= enough or 2 * len(new) >= len(before)


def _denied(span: str) -> frozenset[str]:
    """Give the words that a phrase ends on saying are not so."""
    found = _DENIED.search(span.rstrip(" .!"))
    return _telling(found["denied"]) if found else frozenset()


def _telling(span: str) -> frozenset[str]:
    return frozenset(words(span)) - _COMMON


def _guessed(own: Sequence[Entry], entry: Entry, *, first: bool) -> Entry | None:
    """Find the guess that a measurement stands in place of."""
    if entry.sure is not Certainty.MEASURED:
        return None
    guesses = [e for e in own if e.sure is Certainty.GUESS]
    near = [e for e in guesses if same_matter(e.span, entry.span)]
    candidates = near or (guesses if first else ())
    return candidates[-1] if candidates else None


def same_matter(one: str, other: str) -> bool:
    """Whether two phrases speak of the same thing: they share half of the shorter one's words."""
    a, b = _telling(one), _telling(other)
    small = min(len(a), len(b))
    return small > 0 and len(a & b) / small >= 0.5  # noqa: PLR2004 - half
