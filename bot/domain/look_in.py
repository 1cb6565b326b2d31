"""What one of the vendor's people finds who looks in: what changed, what is due, who is quiet.

Nothing is scored, no stage is named, and nothing asks to push: of those who have gone quiet there
is a question that is open with them, or they are not listed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.brief import Entry, Field
from bot.domain.brief_document import day_of, names_of, one_line
from bot.domain.open_rooms import Account, OpenRoom
from bot.domain.prep import Prepared
from bot.domain.text import clip
from bot.domain.wording import Wording

FIRST_LOOK = timedelta(days=14)  # how far back who looks in for the first time is shown
SOON = timedelta(days=7)  # how long before and after its day an agreed date is listed
QUIET, LONG_AGO = timedelta(days=21), timedelta(days=180)
MOST_WORDS = 3  # of one account
_WORDS = 160  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said since the last look, by whom and on which day."""

    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An account of which something is new."""

    account: Account
    said: tuple[Said, ...]
    more: int = 0  # beyond those that are given
    passed: int = 0  # pages that were passed on


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which the bot asks how it stands, by the buyer's wish."""

    account: Account
    day: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """An account that has not written for a while, and what is open with it."""

    account: Account
    since: str
    open_question: str


@dataclass(frozen=True, slots=True)
class Look:
    """All of it, each part in the order in which accounts last wrote."""

    changed: tuple[Changed, ...] = ()
    due: tuple[Due, ...] = ()
    quiet: tuple[Quiet, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """An account's open rooms, and when their reader looked in last and now."""

    account: Account
    rooms: tuple[OpenRoom, ...]
    since: datetime
    now: datetime


def looked(seen: Sequence[Seen], wording: Wording) -> Look:
    """Put together what there is to see."""
    return Look(
        tuple(news for one in seen if (news := changed(one))),
        tuple(day for one in seen for day in due(one)),
        tuple(still for one in seen if (still := quiet(one, wording))),
    )


def changed(seen: Seen) -> Changed | None:
    """Give what an account said and passed on since the last look; None where that is nothing."""
    fresh = [e for e in _standing(seen) if e.said_at > seen.since]
    copies = [c for r in seen.rooms for c in r.conversation.passed if c.at > seen.since]
    if not fresh and not copies:
        return None
    names = names_of(fresh)
    newest = sorted(fresh, key=lambda e: e.said_at, reverse=True)
    said = tuple(
        Said(clip(one_line(e.span), _WORDS), f"{names[e.who]}, {day_of(e.said_at)}")
        for e in newest[:MOST_WORDS]
    )
    return Changed(seen.account, said, len(fresh) - len(said), len(copies))


def due(seen: Seen) -> Iterator[Due]:
    """Give the agreed days that are near."""
    for room in seen.rooms:
        for date in room.conversation.dates:
            if abs(date.at - seen.now) <= SOON:
                yield Due(seen.account, f"{date.at:%A}, {day_of(date.at)}")


def quiet(seen: Seen, wording: Wording) -> Quiet | None:
    """Give an account that has gone quiet, if something is open with it and nothing is decided."""
    last = max(_moments(seen), default=None)
    standing = _standing(seen)
    if last is None or not QUIET <= seen.now - last <= LONG_AGO:
        return None
    if any(e.field is Field.DECISION for e in standing):
        return None
    asked = [one_line(e.span) for e in standing if e.field is Field.OPEN_QUESTIONS][-1:]
    ours = [q.text for q in Prepared(seen.account.name, seen.rooms).questions(wording)][:1]
    open_ = next(iter([*asked, *ours]), "")
    return Quiet(seen.account, day_of(last), clip(open_, _WORDS)) if open_ else None


def _standing(seen: Seen) -> list[Entry]:
    return [e for room in seen.rooms for e in room.conversation.brief.standing()]


def _moments(seen: Seen) -> Iterator[datetime]:
    for room in seen.rooms:
        yield from (e.said_at for e in room.conversation.brief.standing())
        yield from (turn.at for turn in room.conversation.turns)
