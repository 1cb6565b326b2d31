"""What a decision is made from: what was heard, what is remembered, what may be said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.brief import Brief, Entry, Field
from bot.domain.conversation import Conversation, Turn
from bot.domain.heard import Heard, Intent
from bot.domain.journey import Stage
from bot.domain.moves import Fact, View
from bot.domain.questions import Question, Setting, Topic, choose
from bot.domain.wording import Wording

SHARED_QUESTIONS, PRIVATE_QUESTIONS = 4, 7  # in one sitting
SHARED_CARDS, PRIVATE_CARDS = 1, 2
AROUND = 3  # entries of a field that say what it is about

LATE = frozenset({Stage.WORKAROUNDS, Stage.WEIGH_CHANGE, Stage.AGREE, Stage.READY})
# Who asks about what is said here is told who reads along, whatever the facts sheet says.
_OF_THIS_ROOM = re.compile(
    r"\b(?:this|here|that|see|sees|seeing|read|reads|reading|say|said|write|wrote|told|tell|type"
    r"|bot|channel|room|chat|notes|confidential\w*|forget|delete)\b",
    re.IGNORECASE,
)
_OPPORTUNITY = (
    "opportunit",
    "could sell",
    "could grow",
    "could offer",
    "new market",
    "new line of business",
    "new kind of customer",
    "a chance",
    "could be the first",
    "expand into",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """One turn, seen whole. `conversation` holds this turn's entries already."""

    text: str
    speaker: str
    heard: Heard
    conversation: Conversation
    fresh: tuple[Entry, ...]  # the entries that this turn added
    replaced: tuple[Entry, ...]  # the entries that this turn put out of force
    wording: Wording
    now: datetime
    private: bool
    place: str  # shared | private | public
    readers: str  # how the readers of this room are told of: the ending of lines on that
    operator: str
    fact: Fact | None = None
    view: View | None = None
    provider: str = ""  # whose language model reads along here; empty: none does
    trusted: bool = False  # one of the vendor's people, in a room where buyers read along

    @property
    def asks_for_a_fact(self) -> bool:
        """Whether a question about privacy is one to the facts sheet, not about this room."""
        wants = self.heard.wants
        private = wants(Intent.ASK_PRIVACY) and not wants(Intent.ASK_PRODUCT)
        return private and self.fact is not None and not _OF_THIS_ROOM.search(self.text)

    @property
    def last(self) -> Turn | None:
        """The turn before this one."""
        return self.conversation.turns[-1] if self.conversation.turns else None

    @property
    def cards(self) -> int:
        """How many story cards this place bears."""
        return PRIVATE_CARDS if self.private else SHARED_CARDS

    @property
    def limit(self) -> int:
        """How many characters of text this place bears."""
        return 700 if self.private else 500

    @property
    def starts_with(self) -> str:
        """Whether the buyer came with a problem or with an opportunity."""
        return starts_with(self.conversation.brief, self.text)

    @property
    def about(self) -> str:
        """What to look for stories about: what is known of the problem, and this turn's words.

        The problem comes first: an answer about people or costs must not lead away from it.
        """
        spans = [span for span in matter_of(self.conversation.brief) if span not in self.text]
        return " ".join([*spans, self.text])[:600]

    @property
    def matter(self) -> str:
        """What is known of the problem, without what this turn said besides."""
        return " ".join(matter_of(self.conversation.brief))[:600]

    @property
    def may_ask(self) -> bool:
        """Whether a question is in order at all in this turn; after a decision none is."""
        if self.heard.wants(Intent.DECIDE):
            return False
        sitting = self.conversation.sitting(self.now)
        limit = PRIVATE_QUESTIONS if self.private else SHARED_QUESTIONS
        if sum(t.question is not None for t in sitting) >= limit:
            return False
        return not (len(sitting) > 1 and sitting[-1].question and sitting[-2].question)

    @property
    def must_give(self) -> bool:
        """Whether something has to be given before another question."""
        return self.last is None or self.last.question is not None

    @property
    def may_ask_alone(self) -> bool:
        """Whether a question is in order in a reply that gives no story with it."""
        return self.may_ask and not self.must_give

    @property
    def may_read_back(self) -> bool:
        """Whether the buyer's words may be read back: at most every second reply."""
        return self.last is None or not self.last.read_back

    def next_question(self) -> Question | None:
        """Give the question that would help most now, None where none is in order."""
        if not self.may_ask:
            return None
        asked = self.conversation.asked_topics
        topics = [t for t in self.conversation.progress.open_topics() if t not in asked]
        return self.question_on(*topics)

    def next_thought(self) -> str:
        """Give a thing to think about on a topic that is open and was not asked about."""
        asked = self.conversation.asked_topics
        said = " ".join(t.text for t in self.conversation.turns)
        open_ = (t for t in self.conversation.progress.open_topics() if t not in asked)
        thoughts = (self.wording.points.get(topic, "") for topic in open_)
        return next((t for t in thoughts if t and t not in said), "")

    def question_on(self, *topics: Topic, several: bool = False) -> Question | None:
        """Give a question of the bank on the first of these topics that has one left.

        `several` asks for one that is put to people who see a thing differently.
        """
        late = self.conversation.stage in LATE
        # the same words are answered by the same question, wherever they are written
        seed = sum(map(ord, self.text))
        setting = Setting(self.private, self.starts_with, late, several, seed)
        return choose(self.wording.questions, topics, self.conversation.asked_ids, setting)


def matter_of(brief: Brief) -> list[str]:
    """Give what was said of the problem and its cause: the first of it, and the latest."""
    fields = (Field.PROBLEM, Field.ROOT_CAUSE)
    return [e.span for f in fields for e in _first_and_latest(brief.standing(f))]


def starts_with(brief: Brief, text: str) -> str:
    """Say whether this begins with a problem or with an opportunity."""
    told = brief.standing(Field.PROBLEM)
    said = " ".join([*(e.span.lower() for e in told), text.lower()])
    return "opportunity" if any(cue in said for cue in _OPPORTUNITY) else "problem"


def _first_and_latest(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Leave out what stands between: the first names the matter, the latest where it has led."""
    return entries if len(entries) <= AROUND else (entries[0], *entries[1 - AROUND :])
