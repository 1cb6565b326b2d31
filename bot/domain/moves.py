"""What Groundwork does in a turn: one move, decided by pure code, worded by a speaker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.brief import Field
from bot.domain.events import Timer
from bot.domain.hand_over import HandOver
from bot.domain.passed import PassedCopy, Passing
from bot.domain.questions import Question
from bot.domain.story import Facet, Outcome, Peer, Rendition


class MoveKind(StrEnum):
    """All moves. The last five are for insiders; a customer may be interviewed, too."""

    WELCOME = "welcome"
    ASK = "ask"
    SHARE_STORY = "share_story"
    ANSWER_PLAINLY = "answer_plainly"
    OFFER_PERSON = "offer_person"
    HAND_OVER = "hand_over"
    SHOW_BRIEF = "show_brief"
    CONFIRM_BRIEF = "confirm_brief"
    CORRECT = "correct"
    EXPLAIN_PRIVACY = "explain_privacy"
    PROVOKE = "provoke"
    TELL_ON = "tell_on"  # more of the story that was told
    SUGGEST_CHECK = "suggest_check"
    RECOMMEND = "recommend"
    OFFER_PEER = "offer_peer"
    RESPECT_DECLINE = "respect_decline"
    GO_BACK = "go_back"
    REPEAT = "repeat"
    CLARIFY = "clarify"
    CANNOT_HANDLE = "cannot_handle"
    POINT_THE_WAY = "point_the_way"
    NO_STORY = "no_story"
    CLOSE = "close"
    CIRCLE_BACK = "circle_back"
    HOLD_LINE = "hold_line"
    OPEN_PRODUCT = "open_product"
    ACKNOWLEDGE = "acknowledge"
    STAY_SILENT = "stay_silent"
    MIND_ROOM = "mind_room"
    FIND = "find"
    SHARE = "share"
    PREPARE = "prepare"
    REVIEW = "review"
    INTERVIEW = "interview"


# Moves that are put on record, by ids, under these names.
ON_RECORD = {
    MoveKind.OPEN_PRODUCT: "product_answered",
    MoveKind.HAND_OVER: "person_requested",
    MoveKind.NO_STORY: "no_story",
}


# Values of lines that are the buyers' own words.
_THEIR_WORDS = frozenset({"decision", "new", "old", "span", "point", "one", "other"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A plain answer of the owner's, given word for word."""

    id: str
    question: str
    answer: str
    also_asked: tuple[str, ...] = ()
    link: str = ""
    as_of: str = ""

    @property
    def text(self) -> str:
        """The answer as it is given."""
        return f"{self.answer} {self.link}".strip()


@dataclass(frozen=True, slots=True)
class View:
    """A point of view of the owner's that challenges the status quo."""

    id: str
    claim: str
    question: str
    about_for: tuple[str, ...] = ()
    about_against: tuple[str, ...] = ()
    not_for: str = ""
    fields: tuple[Field, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class StoryWant:
    """Which stories a move needs. `must`: finding one is the move, so none is an answer.

    What nobody `asked` for has to be on the matter beyond doubt. `story_id`: that one alone.
    """

    about: str
    count: int = 1
    must: bool = False
    asked: bool = True
    facets: tuple[Facet, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    story_id: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A story chosen for this turn: the cleared rendition, the facet that matched, and why."""

    rendition: Rendition
    facet: Facet
    score: float
    why: str = ""
    differs: str = ""  # how it is not what was asked for
    secrets: tuple[str, ...] = ()  # names that stand behind it and must not appear
    peer: Peer | None = None  # where its customer is willing to talk to a buyer


@dataclass(frozen=True, slots=True)
class Evidence:
    """A count over several cleared stories, and the stories that it counts."""

    count: int
    total: int
    story_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One move with all that its wording may draw on."""

    kind: MoveKind
    line: str = ""  # key of the plain line to say
    values: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None
    want: StoryWant | None = None
    told: tuple[Told, ...] = ()
    nearest: Told | None = None
    fact: Fact | None = None
    view: View | None = None
    points: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    heard: str = ""  # the point to read back, in the buyer's words
    attach: tuple[str, ...] = ()
    reaction: str = ""
    reason: str = ""  # why silent, or why this move; logged, never shown
    due: datetime | None = None  # when to come back, by consent
    otherwise: "tuple[Move, ...]" = ()  # tried in turn where no story fits this one
    awaits: str = ""  # what a yes or no would now answer
    refuses_model: bool = False  # no language model is to read along from now on
    peer: str = ""  # the story whose customer is to be asked for a talk
    also: str = ""  # key of a second plain line, said behind the first
    hand_over: HandOver | None = None  # a wish for a person as it stands now
    worth: str = ""  # the conversation that is asked about: was it worth their time
    answer: str = ""  # what they said to that: yes, no, or not to be asked
    passing: Passing | None = None  # what was previewed, to be passed on with a yes
    copy: PassedCopy | None = None  # what is passed on now
    sets: tuple[Timer, ...] = ()  # what is to happen later, or in another room

    @property
    def reads_back(self) -> bool:
        """Whether the buyer is told their own words, unless to be confirmed."""
        if self.kind in (MoveKind.CONFIRM_BRIEF, MoveKind.CIRCLE_BACK):
            return False
        return bool(self.heard or self.values.keys() & _THEIR_WORDS)
