"""Conversations of buyers from a file, played through the bot turn by turn."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.bootstrap import App
from bot.cli.batch import Line, LineRejectedError, opened
from bot.cli.bench.counting import Played
from bot.cli.bench.sources import Heard, Sources, said_in, without_facts
from bot.cli.player import Answered, Player, Spoken
from bot.domain.audience import Place
from bot.domain.brief import Field
from bot.domain.errors import SetupError
from bot.domain.guard import PRODUCT_TALK
from bot.domain.moves import Move, MoveKind
from bot.domain.passages import indexed_rendition
from bot.domain.reply import Reply
from bot.domain.story import Facet
from bot.domain.text import statements
from bot.ports.library import StoryFilter
from bot.use_cases.say import Detectors

FILE = "conversations.jsonl"
BETWEEN_TURNS = timedelta(minutes=1)
LIMITS = {Place.SHARED: 500, Place.DM: 700}  # characters of a reply

# An answer to what was asked is something given.
_ANSWERS = frozenset(
    {
        MoveKind.ANSWER_PLAINLY,
        MoveKind.EXPLAIN_PRIVACY,
        MoveKind.HAND_OVER,
        MoveKind.OPEN_PRODUCT,
        MoveKind.RECOMMEND,
        MoveKind.SUGGEST_CHECK,
    }
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a buyer says, and the fields of which it speaks by those who annotated it."""

    speaker: str
    text: str
    fields: frozenset[Field] = frozenset()


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: what the buyers say in it, in order."""

    id: str
    turns: Sequence[Turn]


def read_talks(folder: Path) -> list[Talk]:
    """Read the conversations of a folder.

    Raises:
        SetupError: there are none, or a line is no conversation.
    """
    file = folder / FILE
    if not file.is_file():
        raise SetupError(f"There is no {file}. Name the folder that holds one with --data.")
    with opened(str(file)) as lines:
        return [_talk(line) for line in lines]


def _talk(line: Line) -> Talk:
    shape = '{"id": "...", "turns": [{"speaker": "...", "text": "...", "brief": []}]}'
    try:
        turns = _rows(line.values["turns"])
        return Talk(line.text("id"), [_turn(turn) for turn in turns])
    except (AttributeError, KeyError, LineRejectedError, TypeError, ValueError) as error:
        what = f"Line {line.n + 1} of {FILE} is no conversation ({error!r})."
        raise SetupError(f"{what} Write {shape}.") from None


def _turn(turn: Mapping[str, object]) -> Turn:
    entries = _rows(turn.get("brief") or [])
    fields = frozenset(Field(str(entry["field"])) for entry in entries)
    return Turn(str(turn["speaker"]), str(turn["text"]), fields)


def _rows(value: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError(type(value).__name__)
    return value


class Stage:
    """Plays talks, and looks at each reply with what the bot itself looks with."""

    def __init__(self, app: App, product_notes: Sequence[str]) -> None:
        self._app = app
        self._notes = product_notes
        self._sources = Sources(app.wording)
        self._detectors = Detectors(app.product_talk, app.personal_data)

    @classmethod
    async def over(cls, app: App) -> "Stage":
        """Set up over all stories that are held."""
        records = await app.stories.all(StoryFilter())
        facets = [indexed_rendition(stored).facets for stored in records]
        return cls(app, [f[Facet.PRODUCT_NOTES] for f in facets if Facet.PRODUCT_NOTES in f])

    async def play(self, talks: Sequence[Talk], place: Place) -> list[Played]:
        """Play all talks in this place, each in a room and an account of its own."""
        player, begin = Player(self._app), self._app.clock.now()
        played: list[Played] = []
        heard: defaultdict[str, Heard] = defaultdict(Heard)
        for count, (talk, n, turn) in enumerate(_all_turns(talks)):
            at = begin + n * BETWEEN_TURNS
            spoken = Spoken(count, talk.id, turn.speaker, turn.text, at, place, account=talk.id)
            now = _with(heard[spoken.room], turn)
            answered = await player.play(spoken)
            played.append(self._looked_at(spoken, n, answered, now))
            heard[spoken.room] = replace(now, replies=[*now.replies, answered.reply.text])
        return played

    def _looked_at(self, spoken: Spoken, n: int, answered: Answered, heard: Heard) -> Played:
        reply, trace = answered.reply, answered.trace
        bare = self._sources.without_quotes(reply.text, heard)
        return Played(
            conversation=_named(spoken),
            n=n,
            limit=LIMITS[spoken.place],
            reply=reply,
            progress=trace.conversation.progress,
            gate_open=trace.conversation.gate_open,
            gave=_gave(reply, trace.move),
            quoted=bare != reply.text,
            told=heard.fields,
            pitch=self._pitch(bare, reply, trace.move),
            strays=self._sources.strays(reply.text, trace.move, heard),
            ms=answered.ms,
        )

    def _pitch(self, bare: str, reply: Reply, move: Move) -> list[str]:
        """Give what is product talk by the detector, or stands in product notes."""
        texts = [without_facts(bare, move), *(card.text for card in reply.stories)]
        found = [
            statement
            for text in texts
            for statement in statements(text)
            if self._detectors.product_score(statement) >= PRODUCT_TALK
        ]
        noted = [statement for text in texts for statement in said_in(text, self._notes)]
        return list(dict.fromkeys([*found, *noted]))


def _all_turns(talks: Sequence[Talk]) -> Iterator[tuple[Talk, int, Turn]]:
    for talk in talks:
        for n, turn in enumerate(talk.turns):
            yield talk, n, turn


def _with(heard: Heard, turn: Turn) -> Heard:
    return Heard(f"{heard.people} {turn.text}", heard.replies, heard.fields | turn.fields)


def _gave(reply: Reply, move: Move) -> bool:
    """Say whether a reply holds more than what was heard and a question."""
    held = (reply.stories, reply.attachments, move.points, move.evidence)
    return any(held) or move.fact is not None or move.view is not None or move.kind in _ANSWERS


def _named(spoken: Spoken) -> str:
    """Name the conversation of a room; in private each speaker has one."""
    private = spoken.place is Place.DM
    return f"{spoken.conversation} ({spoken.speaker})" if private else spoken.conversation
