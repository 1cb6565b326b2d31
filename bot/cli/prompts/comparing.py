"""`groundwork prompts test`: the same talks with two versions of a prompt, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.bootstrap.prompts import prompt_versions
from bot.cli.app import DONE
from bot.cli.batch import Row, opened, write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.player import Player, Spoken
from bot.cli.replay import spoken
from bot.cli.tables import show
from bot.domain.errors import SetupError
from bot.settings import Settings

Name = Annotated[str, typer.Argument(metavar="PROMPT", help="such as lines, listen or speak")]
Versions = Annotated[
    tuple[int, int], typer.Argument(metavar="OLD NEW", help="the numbers of two versions")
]
Dialogs = Annotated[
    Path | None,
    typer.Option("--dialogs", help="a file or folder of conversations as `replay` reads them"),
]


@dataclass(frozen=True, slots=True)
class Said:
    """What one version made of one message."""

    reply: str
    move: str
    worded: bool


@dataclass(frozen=True, slots=True)
class Played:
    """What one version made of all messages, and what its calls to a model used."""

    version: int
    said: Sequence[Said]
    calls: int
    failed: int
    tokens: int


def compare(
    name: Name,
    versions: Versions,
    dialogs: Dialogs = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Play the dialogs with both versions; nothing is posted anywhere."""
    settings = read_settings(data_dir)
    _must_exist(settings, name, versions)
    messages = _messages(dialogs or settings.prompts_dir / "dialogs")
    both = [_played(settings, {**settings.pinned, name: v}, messages, v) for v in versions]
    if output is Format.JSON:
        for row in _rows(messages, both):
            write_row(row)
        return DONE
    before, after = (f"{name} v{played.version}" for played in both)
    cells = [(m.text, one.reply, other.reply) for m, one, other in _each(messages, both)]
    show(("someone writes", before, after), cells)
    show(("", before, after), _summary(both))
    return DONE


def _must_exist(settings: Settings, name: str, versions: Sequence[int]) -> None:
    known = prompt_versions(settings.prompts_dir)
    if name not in known:
        raise SetupError(f"There is no prompt '{name}'. There are {', '.join(known)}.")
    for version in versions:
        if version not in known[name]:
            there = ", ".join(map(str, known[name]))
            raise SetupError(f"{name} has no version {version}. There are {there}.")


def _messages(source: Path) -> list[Spoken]:
    files = sorted(source.glob("*.jsonl")) if source.is_dir() else [source]
    found: list[Spoken] = []
    for file in files:
        with opened(str(file)) as lines:
            found += [spoken(line) for line in lines]
    if not found:
        raise SetupError(f"{source} holds no conversations. Name a file of JSON lines.")
    # A file counts from 0, and all are one run.
    return [replace(message, n=n) for n, message in enumerate(found)]


def _played(
    settings: Settings, pinned: dict[str, int], messages: Sequence[Spoken], version: int
) -> Played:
    versions = ",".join(f"{name}={number}" for name, number in pinned.items())
    found: list[Played] = []

    async def job(app: App) -> int:
        begun = app.clock.now()
        player = Player(app)
        said = []
        for message in messages:
            reply = (await player.play(message)).reply
            said.append(Said(reply.text, str(reply.move), reply.worded))
        sums = await app.usage.sums(begun)
        found.append(
            Played(
                version=version,
                said=said,
                calls=sum(s.spent.calls for s in sums),
                failed=sum(s.spent.calls for s in sums if s.outcome != "ok"),
                tokens=sum(s.spent.tokens for s in sums),
            )
        )
        return DONE

    with_app(settings.model_copy(update={"prompt_versions": versions}), job)
    return found[0]


def _each(messages: Sequence[Spoken], both: Sequence[Played]) -> list[tuple[Spoken, Said, Said]]:
    before, after = both
    return list(zip(messages, before.said, after.said, strict=True))


def _rows(messages: Sequence[Spoken], both: Sequence[Played]) -> list[Row]:
    return [
        {
            "conversation": m.conversation,
            "n": m.n,
            "text": m.text,
            "replies": [one.reply, other.reply],
            "moves": [one.move, other.move],
            "worded": [one.worded, other.worded],
        }
        for m, one, other in _each(messages, both)
    ]


def _summary(both: Sequence[Played]) -> list[tuple[str, ...]]:
    before, after = both
    pairs = list(zip(before.said, after.said, strict=True))
    differ = str(sum(one.reply != other.reply for one, other in pairs))
    moves = str(sum(one.move != other.move for one, other in pairs))
    figures = {
        "replies": [str(len(p.said)) for p in both],
        "replies that differ": ["", differ],
        "moves that differ": ["", moves],
        "worded by the model": [str(sum(s.worded for s in p.said)) for p in both],
        "characters": [str(sum(len(s.reply) for s in p.said)) for p in both],
        "calls to the model": [str(p.calls) for p in both],
        "calls that failed": [str(p.failed) for p in both],
        "tokens": [str(p.tokens) for p in both],
    }
    return [(what, *cells) for what, cells in figures.items()]
