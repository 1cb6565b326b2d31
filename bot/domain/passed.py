"""What a buyer passes on to the vendor's people: a dated copy that they previewed and sent.

It is the third circle. A copy holds its author's own words alone, and what was withdrawn since is
gone from it, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.brief import Brief, Circle, Entry, Field

LONGEST_EXTRA = 400  # characters


@dataclass(frozen=True, slots=True)
class Extras:
    """What a buyer may add of their own accord."""

    times: str = ""
    background: str = ""
    language: str = ""

    def without(self, pattern: re.Pattern[str], stand_in: str) -> "Extras":
        """Take words out of what was added."""
        said = (self.times, self.background, self.language)
        return Extras(*(pattern.sub(stand_in, text) for text in said))

    @property
    def any(self) -> bool:
        """Whether anything was added."""
        return any((self.times, self.background, self.language))


@dataclass(frozen=True, slots=True)
class Passing:
    """What was previewed and waits for a yes: whose words, and which of them are left out."""

    who: str
    left_out: tuple[str, ...] = ()  # ids of entries
    extras: Extras = Extras()
    seen: tuple[str, ...] = ()  # the lines as they were previewed

    def of(self, brief: Brief) -> tuple[Entry, ...]:
        """Give the lines of the page, in its order; they are numbered from 1.

        Words that stand in two parts of the notes are on it once.
        """
        own = [e for e in brief.standing() if e.who == self.who and e.id not in self.left_out]
        once: dict[str, Entry] = {}
        for field in Field:
            for entry in own:
                if entry.field is field:
                    once.setdefault(_words(entry), entry)
        return tuple(once.values())

    def without(self, numbers: Sequence[int], brief: Brief) -> "Passing":
        """Leave out lines by their numbers on the page; one that is not there changes none."""
        listed = self.of(brief)
        gone = {_words(listed[n - 1]) for n in numbers if 1 <= n <= len(listed)}
        ids = (e.id for e in brief.standing() if e.who == self.who and _words(e) in gone)
        return replace(self, left_out=(*self.left_out, *ids))

    def shown(self, brief: Brief) -> "Passing":
        """Keep what the preview showed."""
        return replace(self, seen=tuple(map(_as_read, self.of(brief))))

    def has_changed(self, brief: Brief) -> bool:
        """Whether the page would read otherwise by now."""
        return self.seen != tuple(map(_as_read, self.of(brief)))

    def adding(self, name: str, text: str) -> "Passing":
        """Add times, background or a language; what was added before of that kind is replaced."""
        return replace(self, extras=replace(self.extras, **{name: text[:LONGEST_EXTRA]}))


@dataclass(frozen=True, slots=True)
class PassedCopy:
    """What was sent, as it was read before it was sent."""

    id: str
    at: datetime
    who: str
    who_name: str = ""
    entries: tuple[Entry, ...] = ()
    extras: Extras = Extras()

    def without_withdrawn(self, brief: Brief) -> "PassedCopy":
        """Take out the words that their author has taken back since."""
        gone = {e.id for e in brief.entries if e.withdrawn}
        return replace(self, entries=tuple(e for e in self.entries if e.id not in gone))


def copy_of(passing: Passing, brief: Brief, copy_id: str, at: datetime) -> PassedCopy:
    """Make the copy that is sent: what the preview showed, and nothing else."""
    entries = tuple(replace(e, circle=Circle.PASSED) for e in passing.of(brief))
    name = next((e.who_name for e in entries if e.who_name), "")
    return PassedCopy(copy_id, at, passing.who, name, entries, passing.extras)


def latest_of_each(copies: Iterable[PassedCopy]) -> tuple[PassedCopy, ...]:
    """Give the last copy of each author: it stands in place of what they sent before."""
    return tuple({copy.who: copy for copy in copies}.values())


def _as_read(entry: Entry) -> str:
    return f"{entry.field}/{entry.sure}/{entry.span}"


def _words(entry: Entry) -> str:
    return " ".join(entry.span.lower().split()).strip(" .")
