"""An experience story: what an earlier customer went through, by facet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.audience import Visibility


class Facet(StrEnum):
    """The parts of a story. The last is gated: it is about the vendor's product."""

    IN_SHORT = "in_short"  # the whole in two or three sentences, to be told in a chat
    SITUATION = "situation"
    PROBLEM = "problem"
    NOTICED = "noticed"
    FOUND_OUT = "found_out"
    ATTEMPTS = "attempts"
    TURNING_POINT = "turning_point"
    PEOPLE = "people"
    MISSING = "missing"
    FEARED = "feared"
    DECIDED = "decided"
    OUTCOME = "outcome"
    LESSONS = "lessons"
    QUESTIONS = "questions"
    NOT_FOR = "not_for"
    LATER = "later"
    UNSORTED = "unsorted"  # text that nobody has sorted into facets yet
    AS_TOLD = "as_told"  # where the loader has sorted: all but product talk, in its own order
    PRODUCT_NOTES = "product_notes"


class Outcome(StrEnum):
    """How a story ended."""

    SUCCEEDED = "succeeded"
    PARTLY = "partly"
    FAILED = "failed"
    STOPPED = "stopped"  # decided not to change
    ONGOING = "ongoing"


class Status(StrEnum):
    """Where a story is in its life."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed that the story is told, how far, and until when."""

    given_by: str = ""
    scope: str = ""  # anonymised | named
    on: date | None = None
    until: date | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    """Whether the customer is willing to talk to another buyer."""

    willing: bool = False
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a story is kept from outsiders until its owner mends or overrides it."""

    reason: str
    remedy: str
    field: str = "text"  # where in the file the trouble is

    @property
    def message(self) -> str:
        """Reason and remedy in one."""
        return f"{self.reason} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Override:
    """An owner's word that one hold does not count, as long as what caused it stays the same."""

    hold: Hold
    why: str
    by: str
    at: datetime
    basis: str = ""  # fingerprint of what caused the hold


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its owner wrote it. Outsiders never read this; they read a `Rendition`."""

    id: str
    title: str
    visibility: Visibility
    facets: Mapping[Facet, str]
    status: Status = Status.APPROVED
    outcome: Outcome | None = None
    customer: str = ""
    aliases: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)  # name -> role
    shown_as: str = ""
    industry: str = ""
    size: str = ""
    roles: tuple[str, ...] = ()
    starts_with: str = "problem"  # problem | opportunity
    consent: Consent | None = None
    owner: str = ""
    review_by: date | None = None
    told_by: str = ""
    our_part: str = ""
    evidence: str = ""
    as_of: str = ""
    peer: Peer | None = None
    attribution: str = ""  # source and licence of a story that others published
    inferred: frozenset[str] = frozenset()  # facets that the loader worked out
    facet_sure: Mapping[Facet, float] = field(default_factory=dict)  # of facets sorted by a guess
    outcome_guess: Outcome | None = None  # where none was written; a sure one is the outcome too
    outcome_sure: float | None = None
    sorted: bool = False  # while it is read: its text was sorted before, and is not again
    holds: tuple[Hold, ...] = ()
    overrides: tuple[Override, ...] = ()

    @property
    def open_holds(self) -> tuple[Hold, ...]:
        """The holds that nobody has overridden."""
        overridden = {override.hold for override in self.overrides}
        return tuple(hold for hold in self.holds if hold not in overridden)

    @property
    def effective_visibility(self) -> Visibility:
        """The visibility that counts: a held story is internal, whatever it says."""
        return Visibility.INTERNAL if self.open_holds else self.visibility

    @property
    def outsider_name(self) -> str:
        """How the customer is called where the name must not appear."""
        if self.shown_as:
            return self.shown_as
        return f"an organisation in {self.industry}" if self.industry else "an organisation"

    @property
    def secret_names(self) -> Mapping[str, str]:
        """Names that outsiders must not read, with what stands in their place."""
        if self.visibility is Visibility.PUBLIC and not self.open_holds:
            return {}
        names = dict.fromkeys((self.customer, *self.aliases), self.outsider_name)
        names.update({name: f"the {role}" for name, role in self.people.items()})
        return {name: shown for name, shown in names.items() if name.strip()}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A story as one kind of reader may read it."""

    story_id: str
    ref: str  # opaque; the only id that chats and pages show
    title: str
    who: str
    visibility: Visibility
    facets: Mapping[Facet, str]
    outcome: Outcome | None = None
    industry: str = ""
    size: str = ""
    roles: tuple[str, ...] = ()
    starts_with: str = "problem"
    attribution: str = ""
    held: bool = False
    draft: bool = False

    @property
    def text(self) -> str:
        """All that this reader may read, title first."""
        return "\n".join((self.title, self.who, *self.facets.values()))


class Verdict(StrEnum):
    """What a person decided on a story, over what its file says."""

    APPROVED = "approved"
    RETIRED = "retired"
    RECALLED = "recalled"
    NEEDS_WORK = "needs_work"  # a draft that was read and is to be mended; why says what


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision on a story. `over` is the status its file had, `text` what was read."""

    verdict: Verdict
    by: str
    at: datetime
    why: str = ""
    over: Status | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Readership:
    """A person's word on who may read a story, over what its file says.

    `over` is the visibility that its file had, `text` what was read, `consent` what was told
    with it.
    """

    visibility: Visibility
    by: str
    at: datetime
    over: Visibility
    text: str = ""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class StoredStory:
    """The record of a story: the original, the outsiders' rendition, and the life-cycle data."""

    story: Story
    ref: str
    version: int
    content_hash: str
    path: str = ""
    root: str = ""  # the folder argument it was loaded from
    outsiders: Rendition | None = None  # None where no outsider may read it
    ruling: Ruling | None = None  # None where its file alone decides
    readership: Readership | None = None  # None where its file alone says who may read it
