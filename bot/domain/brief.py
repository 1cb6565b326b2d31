"""The problem brief: what a buyer has said of their own problem, in their words. It is theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """The thirteen parts of a brief (Gap Selling, Buying Facilitation, Gartner's buying jobs)."""

    SITUATION = "situation"
    PROBLEM = "problem"
    TRIGGER = "trigger"
    IMPACT = "impact"
    ROOT_CAUSE = "root_cause"
    STAKEHOLDERS = "stakeholders"
    WORKAROUNDS = "workarounds"
    DESIRED_OUTCOME = "desired_outcome"
    CONSTRAINTS = "constraints"
    CHANGE_RISK = "change_risk"
    STATUS_QUO = "status_quo"
    DECISION = "decision"
    OPEN_QUESTIONS = "open_questions"


class Aspect(StrEnum):
    """The side of a field that one question asks about."""

    WHO_FEELS_IT = "who_feels_it"
    WHO_MUST_AGREE = "who_must_agree"
    WHO_IS_MISSING = "who_is_missing"
    WHAT_WAS_TRIED = "what_was_tried"
    FIX_IT_OURSELVES = "fix_it_ourselves"


class Certainty(StrEnum):
    """How sure the person is of what they said."""

    MEASURED = "measured"
    ESTIMATE = "estimate"
    GUESS = "guess"


class Circle(StrEnum):
    """Who may see an entry. Entries move outward only by their author's act."""

    MINE = "mine"
    ROOM = "room"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that one person said, as an exact span of their message."""

    id: str
    field: Field
    span: str
    who: str
    said_at: datetime
    sure: Certainty = Certainty.ESTIMATE
    aspect: Aspect | None = None
    circle: Circle = Circle.ROOM
    who_name: str = ""
    shown_in: int | None = None  # the turn in which it was read back
    confirmed: bool = False
    replaced_by: str | None = None
    withdrawn: bool = False

    @property
    def message(self) -> str:
        """The key of the message that it was said in."""
        return self.id.rsplit("/", 1)[0]

    def is_of(self, message: str) -> bool:
        """Whether this was said in a message, or in an edit of it: its key, then a colon."""
        return self.message == message or self.message.startswith(f"{message}:")

    @property
    def stands(self) -> bool:
        """Whether this is still what its author says."""
        return not self.withdrawn and self.replaced_by is None


@dataclass(frozen=True, slots=True)
class Brief:
    """All entries, also those replaced or withdrawn (the span of a withdrawn one is emptied)."""

    entries: tuple[Entry, ...] = ()

    def standing(
        self, field: Field | None = None, aspect: Aspect | None = None
    ) -> tuple[Entry, ...]:
        """Give the entries that still stand, of one field or aspect if asked."""
        return tuple(
            e
            for e in self.entries
            if e.stands and field in (None, e.field) and aspect in (None, e.aspect)
        )

    def has(self, *fields: Field) -> bool:
        """Say whether any of these fields has a standing entry."""
        return any(e.field in fields for e in self.standing())

    def has_of(self, person: str) -> bool:
        """Say whether anything that this person said still stands."""
        return any(e.who == person for e in self.standing())

    def find(self, entry_id: str) -> Entry | None:
        """Give the standing entry with this id."""
        return next((e for e in self.standing() if e.id == entry_id), None)

    def add(self, *entries: Entry) -> "Brief":
        """Add what was said. The same words by the same person are kept once."""
        known = {_said(e) for e in self.standing()}
        fresh = {_said(e): e for e in reversed(entries) if _said(e) not in known}
        return Brief((*self.entries, *reversed(fresh.values())))

    def correct(self, entry_id: str, by: Entry) -> "Brief":
        """Let `by` stand in place of an entry of the same person."""
        old = self.find(entry_id)
        if old is None or old.who != by.who:
            return self.add(by)
        return Brief((*self._swap(replace(old, replaced_by=by.id)), by))

    def withdraw(self, entry_id: str, who: str) -> "Brief":
        """Take an entry back, by its author only. Its words are gone, not hidden.

        What it had replaced goes with it: those words were on the same point.
        """
        old = self.find(entry_id)
        if old is None or old.who != who:
            return self
        gone = {entry_id}
        for entry in reversed(self.entries):
            if entry.replaced_by in gone:
                gone.add(entry.id)
        emptied = [
            replace(e, withdrawn=True, span="") if e.id in gone else e for e in self.entries
        ]
        return Brief(tuple(emptied))

    def unsay(self, message: str, who: str) -> "Brief":
        """Take back all that a message of this person said, and what edits of it said."""
        brief = self
        for entry in self.standing():
            if entry.who == who and entry.is_of(message):
                brief = brief.withdraw(entry.id, who)
        return Brief(
            tuple(
                replace(e, withdrawn=True, span="") if e.who == who and e.is_of(message) else e
                for e in brief.entries
            )
        )

    def show(self, turn: int, *fields: Field) -> "Brief":
        """Record that the standing entries of these fields were read back in a turn."""
        shown = [
            replace(e, shown_in=turn) if e.stands and e.field in fields else e
            for e in self.entries
        ]
        return Brief(tuple(shown))

    def confirm(self, who: str, before_turn: int) -> "Brief":
        """Confirm what this person stated and saw read back in an earlier turn."""
        done = [
            replace(e, confirmed=True)
            if e.stands and e.who == who and e.shown_in is not None and e.shown_in < before_turn
            else e
            for e in self.entries
        ]
        return Brief(tuple(done))

    def visible_to(self, person: str) -> "Brief":
        """Leave out what others said in private."""
        return Brief(
            tuple(e for e in self.entries if e.circle is not Circle.MINE or e.who == person)
        )

    def by_field(self) -> Iterator[tuple[Field, tuple[Entry, ...]]]:
        """Go through the fields that have standing entries, in the order of the page."""
        for field in Field:
            if entries := self.standing(field):
                yield field, entries

    def _swap(self, new: Entry) -> tuple[Entry, ...]:
        return tuple(new if e.id == new.id else e for e in self.entries)


def _said(entry: Entry) -> tuple[str, Field, str]:
    return entry.who, entry.field, " ".join(entry.span.lower().split())
