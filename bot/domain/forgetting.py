"""What is to be forgotten, and how words and people are taken out of what stays."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.domain.brief import Brief
from bot.domain.conversation import Conversation
from bot.domain.hand_over import HandOver
from bot.domain.passed import PassedCopy

REMOVED = "[removed]"
# What a conversation holds, by who can be found in it. A field that is in neither fails a test.
OF_PEOPLE = frozenset(
    {"brief", "turns", "dates", "hand_overs", "share", "reviewed", "telling"}
    | {"passing", "passed"}
)
OF_NOBODY = frozenset(
    {"id", "declined", "gate", "not_like_us", "pending", "awaits", "peer", "told_who_reads"}
    | {
        "told_provider",
        "talked_between",
        "worth",
        "unasked",
        "no_digest",
        "reminded",
        "quiet",
        "looked",
    }
)
# Parts of documents that hold no words of anybody: ids, kinds, and who and where it was.
# What channels call people whom they do not know.
_NOBODY = frozenset({"", "you", "me", "guest", "visitor", "someone", "anonymous", "unknown"})
_IDS = {"id", "ref", "key", "revises", "target", "entry_id", "at", "content"}
_KINDS = {"move", "kind", "visibility", "field", "aspect", "press", "to", "intents", "cues"}
_STATES = {"assent", "language", "sure", "outcome", "speaker", "room", "place", "role", "channel"}
_STRUCTURE = frozenset(_IDS | _KINDS | _STATES)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words, wherever anybody wrote them; in one room or one account, where that is named."""

    text: str
    room: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class OfPerson:
    """All that one person wrote and was told, by the id that their channel knows them by."""

    person_id: str


@dataclass(frozen=True, slots=True)
class OfRoom:
    """A room and all that was said in it; named as channel:id."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class OfAccount:
    """All rooms of an account, and the people that were only there."""

    account: str


@dataclass(frozen=True, slots=True)
class Older:
    """What was said before a moment in the rooms of an account; of rooms without one where ""."""

    account: str
    before: datetime


Scope = Phrase | OfPerson | OfRoom | OfAccount | Older


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody else speaks of what is forgotten: theirs, so it is only named."""

    where: str
    at: datetime | None
    text: str


def pattern_of(words: Iterable[str], shortest: int) -> re.Pattern[str] | None:
    """Find any of these words as whole words, however they are spaced or capitalised.

    None where nothing is left to look for.
    """
    wanted = {" ".join(w.split()) for w in words}
    long_enough = sorted((w for w in wanted if len(w) >= shortest), key=len, reverse=True)
    if not long_enough:
        return None
    parts = (r"\s+".join(map(re.escape, w.split())) for w in long_enough)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def names_in(names: Iterable[str]) -> list[str]:
    """Give the names that a person may be called by: the whole one, and its parts."""
    found = []
    for name in names:
        if name.casefold() in _NOBODY:
            continue
        found += [name, *(part for part in name.split() if len(part) > 2)]  # noqa: PLR2004
    return list(dict.fromkeys(found))


def taken_out(value: Any, pattern: re.Pattern[str] | None) -> Any:
    """Give a document without the words, in whatever text of it they stand."""
    if pattern is None:
        return value
    if isinstance(value, str):
        return pattern.sub(REMOVED, value)
    if isinstance(value, list):
        return [taken_out(part, pattern) for part in value]
    if isinstance(value, dict):
        return {
            name: part if name in _STRUCTURE else taken_out(part, pattern)
            for name, part in value.items()
        }
    return value


def without_person(conversation: Conversation, who: str) -> Conversation:
    """Give a conversation without what a person said, was told and agreed.

    That something was asked and told stays, or it would be asked and told once more.
    """
    turns = tuple(
        replace(turn, speaker="", text="") if turn.speaker == who else turn
        for turn in conversation.turns
    )
    return replace(
        conversation,
        brief=Brief(tuple(e for e in conversation.brief.entries if e.who != who)),
        turns=turns,
        dates=tuple(date for date in conversation.dates if date.who != who),
        hand_overs=tuple(unnamed(h, {who}) for h in conversation.hand_overs if h.who != who),
        share=_unless_of(who, conversation.share),
        reviewed=_unless_of(who, conversation.reviewed),
        telling=_unless_of(who, conversation.telling),
        passing=_unless_of(who, conversation.passing),
        passed=tuple(copy for copy in conversation.passed if copy.who != who),
    )


class _Somebodys(Protocol):
    @property
    def who(self) -> str: ...


Waits = TypeVar("Waits", bound=_Somebodys)


def _unless_of(who: str, waits: Waits | None) -> Waits | None:
    return None if waits is None or waits.who == who else waits


def unnamed(wish: HandOver, people: Collection[str]) -> HandOver:
    """Give a wish for a person that names none of these as asked, or as who answers it."""
    asked = tuple(person for person in wish.asked if person not in people)
    return replace(wish, asked=asked, taken_by="" if wish.taken_by in people else wish.taken_by)


def without_older(conversation: Conversation, before: datetime) -> Conversation:
    """Give a conversation without what was said before a moment."""
    entries = tuple(e for e in conversation.brief.entries if e.said_at >= before)
    return replace(
        conversation,
        brief=Brief(entries),
        turns=tuple(turn for turn in conversation.turns if turn.at >= before),
        dates=tuple(date for date in conversation.dates if date.at >= before),
        hand_overs=tuple(wish for wish in conversation.hand_overs if wish.at >= before),
        passed=tuple(copy for copy in conversation.passed if copy.at >= before),
        passing=None,  # whatever it showed may be of before; it can be shown anew
    )


def without_share(conversation: Conversation, rooms: Collection[str]) -> Conversation:
    """Give a conversation in which no story waits to be shown in these rooms."""
    share = conversation.share
    if share is None or f"{share.room.channel}:{share.room.id}" not in rooms:
        return conversation
    return replace(conversation, share=None)


def without_copies(conversation: Conversation, pattern: re.Pattern[str] | None) -> Conversation:
    """Give a conversation whose earlier replies repeat these words no more."""
    if pattern is None:
        return conversation
    turns = tuple(replace(t, text=pattern.sub(REMOVED, t.text)) for t in conversation.turns)
    passed = tuple(_without(copy, pattern) for copy in conversation.passed)
    # What was previewed and not sent would no longer be what was seen.
    return replace(conversation, turns=turns, passed=passed, passing=None)


def _without(copy: PassedCopy, pattern: re.Pattern[str]) -> PassedCopy:
    entries = tuple(replace(e, span=pattern.sub(REMOVED, e.span)) for e in copy.entries)
    return replace(copy, entries=entries, extras=copy.extras.without(pattern, REMOVED))


def without_words(conversation: Conversation, pattern: re.Pattern[str] | None) -> Conversation:
    """Give a conversation without these words: an entry that holds them is withdrawn."""
    if pattern is None:
        return conversation
    entries = tuple(
        replace(e, span="", withdrawn=True) if pattern.search(e.span) else e
        for e in conversation.brief.entries
    )
    return without_copies(replace(conversation, brief=Brief(entries)), pattern)


def with_names_out(conversation: Conversation, pattern: re.Pattern[str] | None) -> Conversation:
    """Give a conversation in whose entries these names are gone, and all else stands."""
    if pattern is None:
        return conversation
    entries = tuple(
        replace(e, span=pattern.sub(REMOVED, e.span)) for e in conversation.brief.entries
    )
    return without_copies(replace(conversation, brief=Brief(entries)), pattern)
