"""What is remembered of one conversation between turns."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.audience import Room
from bot.domain.brief import Brief
from bot.domain.gate import Gate
from bot.domain.hand_over import HandOver
from bot.domain.interview_talk import Telling
from bot.domain.journey import Progress, Stage
from bot.domain.moves import MoveKind
from bot.domain.passed import PassedCopy, Passing
from bot.domain.questions import Topic
from bot.domain.reply import AskedQuestion

SITTING = timedelta(hours=4)  # a longer pause begins a new sitting


_CARD_ALONE = frozenset({MoveKind.POINT_THE_WAY, MoveKind.OFFER_PEER})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one reply did, kept for choosing the next."""

    n: int
    at: datetime
    speaker: str
    move: MoveKind
    question: AskedQuestion | None = None
    story_ids: tuple[str, ...] = ()
    read_back: bool = False
    text: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class AgreedDate:
    """A day on which to ask how it stands, and who wished for it."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class OfferedShare:
    """A story that a rep was shown as a room would read it, and has not said yes to: ids alone."""

    story_id: str
    room: Room
    who: str


class Awaited(StrEnum):
    """What an owner's next words on a story are."""

    NOTHING = ""
    NOTE = "note"  # what is to be mended
    CONSENT = "consent"  # who agreed that the customer is named


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The story that an owner was shown last, in which version: ids alone."""

    story_id: str
    version: int
    who: str
    awaits: Awaited = Awaited.NOTHING


@dataclass(frozen=True, slots=True)
class Conversation:
    """One room's conversation: the brief, the turns, and what was agreed between them."""

    id: str
    brief: Brief = field(default_factory=Brief)
    turns: tuple[Turn, ...] = ()
    declined: frozenset[Topic] = frozenset()
    gate: Gate = field(default_factory=Gate)
    not_like_us: frozenset[str] = frozenset()
    pending: AskedQuestion | None = None  # the question that waits for an answer
    awaits: str = ""  # what a bare yes or no would answer
    peer: str = ""  # the story whose customer a yes would have asked for a talk
    told_who_reads: bool = False
    told_provider: str = ""  # whose language model they were told of
    dates: tuple[AgreedDate, ...] = ()
    looked: datetime | None = None  # in a rep's own room: when they were last shown what is new
    quiet: bool = False  # whoever is here wants an answer only to a mention
    talked_between: bool = False  # people here wrote to each other since the last reply
    worth: str = ""  # the conversation that they were asked about here, and did not answer yet
    unasked: bool = False  # they want no question on whether it was worth their time
    passing: Passing | None = None  # what was previewed last, and not sent yet
    passed: tuple[PassedCopy, ...] = ()  # what was sent from here, oldest first
    hand_overs: tuple[HandOver, ...] = ()  # the wishes for a person that were passed on from here
    share: OfferedShare | None = None  # in a room of the vendor's people: what waits for a yes
    reviewed: Reviewed | None = None  # in a room of the vendor's people: what is decided on
    telling: Telling | None = None  # a story that is being told here
    reminded: frozenset[str] = frozenset()  # dates of stories that an owner was told of here
    no_digest: bool = False  # an owner wants none of what was asked without a story

    def __post_init__(self) -> None:
        """Words that were taken back are gone from what was passed on, however it comes about."""
        kept = tuple(copy.without_withdrawn(self.brief) for copy in self.passed)
        object.__setattr__(self, "passed", kept)

    @property
    def next_n(self) -> int:
        """The number of the turn that comes now, from 0."""
        return self.turns[-1].n + 1 if self.turns else 0

    @property
    def progress(self) -> Progress:
        """What is settled and what is open."""
        return Progress(self.brief, self.declined)

    @property
    def stage(self) -> Stage:
        """The earliest stage that is not behind the buyer."""
        return self.progress.stage

    @property
    def gate_open(self) -> bool:
        """Whether product talk may reach this room's readers."""
        return self.gate.is_open(self.brief)

    @property
    def shown_ids(self) -> frozenset[str]:
        """Stories whose card was shown here already."""
        return frozenset(s for turn in self.turns for s in turn.story_ids)

    @property
    def told_ids(self) -> frozenset[str]:
        """Stories that were told here already, where more of them than a card was shown."""
        told = (turn for turn in self.turns if turn.move not in _CARD_ALONE)
        return frozenset(s for turn in told for s in turn.story_ids)

    def in_order(self) -> tuple[str, ...]:
        """Give the stories that were shown here and not waved away, in the order of showing."""
        shown = dict.fromkeys(s for turn in self.turns for s in turn.story_ids)
        return tuple(s for s in shown if s not in self.not_like_us)

    @property
    def asked_ids(self) -> frozenset[str]:
        """Questions of the bank that were asked here already."""
        return frozenset(t.question.id for t in self.turns if t.question)

    @property
    def asked_topics(self) -> frozenset[Topic]:
        """Topics that were asked about here already."""
        return frozenset((t.question.field, t.question.aspect) for t in self.turns if t.question)

    def has_said(self, *lines: str) -> bool:
        """Say whether any of these plain lines was said here already."""
        return any(turn.line in lines for turn in self.turns)

    def sitting(self, now: datetime) -> tuple[Turn, ...]:
        """Give the turns of the present sitting: no pause over four hours between them."""
        kept: list[Turn] = []
        for turn in reversed(self.turns):
            if now - turn.at > SITTING:
                break
            kept.append(turn)
            now = turn.at
        return tuple(reversed(kept))

    def with_turn(self, turn: Turn) -> "Conversation":
        """Add what was done in this turn."""
        return replace(self, turns=(*self.turns, turn))
