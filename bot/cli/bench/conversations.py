"""Conversations of buyers from a file, played through the bot turn by turn."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.bootstrap import App
from bot.cli.batch import Line, LineRejectedError, opened
from bot.cli.bench.counting import Played
from bot.cli.bench.looking import look_over
from bot.cli.bench.sources import Heard
from bot.cli.player import Player, Spoken
from bot.domain.audience import Place
from bot.domain.brief import Field
from bot.domain.errors import SetupError

FILE = "conversations.jsonl"
BETWEEN_TURNS = timedelta(minutes=1)


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


async def play(app: App, talks: Sequence[Talk], place: Place) -> list[Played]:
    """Play all talks in this place, each in a room and an account of its own."""
    player, look, begin = Player(app), await look_over(app), app.clock.now()
    played: list[Played] = []
    heard: defaultdict[str, Heard] = defaultdict(Heard)
    for count, (talk, n, turn) in enumerate(_all_turns(talks)):
        at = begin + n * BETWEEN_TURNS
        spoken = Spoken(count, talk.id, turn.speaker, turn.text, at, place, account=talk.id)
        now = _with(heard[spoken.room], turn)
        answered = await player.play(spoken)
        played.append(look.at(spoken, n, answered, now))
        heard[spoken.room] = replace(now, replies=[*now.replies, answered.reply.text])
    return played


def _all_turns(talks: Sequence[Talk]) -> Iterator[tuple[Talk, int, Turn]]:
    for talk in talks:
        for n, turn in enumerate(talk.turns):
            yield talk, n, turn


def _with(heard: Heard, turn: Turn) -> Heard:
    return Heard(f"{heard.people} {turn.text}", heard.replies, heard.fields | turn.fields)
