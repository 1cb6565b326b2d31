"""Counting what replies do: what may never happen, and how often the rest does."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.brief import Field
from bot.domain.journey import Progress
from bot.domain.moves import MoveKind
from bot.domain.plain import questions_in
from bot.domain.questions import Topic
from bot.domain.reply import AskedQuestion, Reply

# Moves by which a buyer gets once more what they asked for once more.
AGAIN = frozenset({MoveKind.REPEAT, MoveKind.CLARIFY, MoveKind.GO_BACK})


@dataclass(frozen=True, slots=True)
class Played:
    """One turn as it was played: the reply, and what was known when it was made.

    `gave` says that it held something before its question, `quoted` that it read the buyer's words
    back. `told` are the fields that the buyer had spoken of, by those who annotated it. `pitch`
    are the reply's statements that are product talk, `strays` those from no known source.
    """

    conversation: str
    n: int
    limit: int
    reply: Reply
    progress: Progress
    gate_open: bool = False
    gave: bool = False
    quoted: bool = False
    told: frozenset[Field] = frozenset()
    pitch: Sequence[str] = ()
    strays: Sequence[str] = ()
    ms: float = 0.0

    @property
    def asked(self) -> AskedQuestion | None:
        """The question of the bank that was asked."""
        return self.reply.question

    @property
    def topic(self) -> Topic | None:
        """What was asked about."""
        return (self.asked.field, self.asked.aspect) if self.asked else None

    @property
    def again(self) -> bool:
        """Whether this was asked for once more."""
        return self.reply.move in AGAIN


@dataclass(frozen=True, slots=True)
class Found:
    """A reply that does what it should not."""

    conversation: str
    n: int
    what: str


Before = Sequence[Played]
Rule = Callable[[Played, Before], Iterator[str]]


def more_than_one_question(turn: Played, _before: Before) -> Iterator[str]:
    """One reply, one question at most."""
    if questions_in(turn.reply.text) > 1:
        yield turn.reply.text


def product_talk(turn: Played, _before: Before) -> Iterator[str]:
    """None of it while the gate is closed."""
    if turn.gate_open:
        return
    if turn.reply.move is MoveKind.OPEN_PRODUCT:
        yield turn.reply.text
    yield from turn.pitch


def asked_what_was_settled(turn: Played, _before: Before) -> Iterator[str]:
    """What was answered or declined is asked no more."""
    if turn.asked and turn.topic and turn.progress.settled(turn.topic):
        yield f"{_named(turn.topic)}: {turn.asked.text}"


def asked_what_was_told(turn: Played, _before: Before) -> Iterator[str]:
    """What was told is not asked, noted or not. Sides of a field are not annotated."""
    if turn.asked and turn.asked.aspect is None and turn.asked.field in turn.told:
        yield f"{turn.asked.field}: {turn.asked.text}"


def asked_after_a_decline(turn: Played, _before: Before) -> Iterator[str]:
    """A no is a no."""
    if turn.asked and turn.topic in turn.progress.declined:
        yield f"{_named(turn.topic)}: {turn.asked.text}"


def same_question(turn: Played, before: Before) -> Iterator[str]:
    """Nothing is asked twice in the same words, unless a person wants it."""
    asked = turn.asked
    if asked and not turn.again and any(b.asked and b.asked.id == asked.id for b in before):
        yield f"{asked.id}: {asked.text}"


def same_story(turn: Played, before: Before) -> Iterator[str]:
    """No story is told twice, unless a person wants the reply again."""
    told = {card.id for earlier in before for card in earlier.reply.stories}
    if turn.reply.move is not MoveKind.REPEAT:
        yield from (card.id for card in turn.reply.stories if card.id in told)


def from_no_source(turn: Played, _before: Before) -> Iterator[str]:
    """A claim stands in a story that is shown, or in our own files."""
    yield from turn.strays


def too_long(turn: Played, _before: Before) -> Iterator[str]:
    """Every place has its limit."""
    if len(turn.reply.text) > turn.limit:
        yield f"{len(turn.reply.text)} characters: {turn.reply.text}"


def quoted_twice_running(turn: Played, before: Before) -> Iterator[str]:
    """The buyer is read back in every second reply at most."""
    if turn.quoted and before and before[-1].quoted:
        yield turn.reply.text


def questions_without_giving(turn: Played, before: Before) -> Iterator[str]:
    """Between two questions something is given."""
    running = turn.asked and before and before[-1].asked
    if running and not turn.gave and not turn.again:
        yield turn.reply.text


RULES: Mapping[str, Rule] = {
    "replies with more than one question": more_than_one_question,
    "product talk behind a closed gate": product_talk,
    "asked what was answered or declined": asked_what_was_settled,
    "asked what was told, by the annotations": asked_what_was_told,
    "asked again after a decline": asked_after_a_decline,
    "the same question twice": same_question,
    "a story told twice": same_story,
    "sentences of no shown story": from_no_source,
    "replies over the limit": too_long,
    "quoted back two replies running": quoted_twice_running,
    "two questions, nothing given between": questions_without_giving,
}


def replies(turns: Sequence[Played]) -> list[Played]:
    """Give the turns that were answered in words."""
    return [turn for turn in turns if turn.reply.text]


def found(turns: Sequence[Played], rule: Rule) -> list[Found]:
    """Give each time a rule was broken, looking at the replies before in the same conversation."""
    before: defaultdict[str, list[Played]] = defaultdict(list)
    broken: list[Found] = []
    for turn in replies(turns):
        earlier = before[turn.conversation]
        broken += [Found(turn.conversation, turn.n, what) for what in rule(turn, earlier)]
        earlier.append(turn)
    return broken


def asking(turns: Sequence[Played]) -> list[Played]:
    """Give the replies that ask something."""
    return [turn for turn in replies(turns) if questions_in(turn.reply.text)]


def quoting(turns: Sequence[Played]) -> list[Played]:
    """Give the replies that read the buyer's words back."""
    return [turn for turn in replies(turns) if turn.quoted]


def moves(turns: Sequence[Played]) -> Counter[str]:
    """Count the moves by kind."""
    return Counter(str(turn.reply.move) for turn in turns)


def outcomes(turns: Sequence[Played]) -> Counter[str]:
    """Count the stories that were shown by how they ended."""
    cards = (card for turn in turns for card in turn.reply.stories)
    return Counter(card.outcome or "not said" for card in cards)


def _named(topic: Topic) -> str:
    field, aspect = topic
    return f"{field} ({aspect})" if aspect else str(field)
