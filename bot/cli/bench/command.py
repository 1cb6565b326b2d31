"""`groundwork bench`: real measurements, side by side with the plain parts."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import DONE
from bot.cli.batch import Row, write_row
from bot.cli.bench.acknowledging import acknowledging
from bot.cli.bench.benches import loading, search, turn
from bot.cli.bench.conversations import read_talks
from bot.cli.bench.guiding import guiding
from bot.cli.bench.load import load
from bot.cli.bench.measuring import Figure
from bot.cli.bench.model import model
from bot.cli.bench.quality import quality
from bot.cli.bench.scale import scale
from bot.cli.bench.serving import memory, startup
from bot.cli.bench.under import Under, under
from bot.cli.bench.workbench import Workbench, workbench
from bot.cli.opening import read_settings, tell
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.settings import Settings

app = typer.Typer()


class Name(StrEnum):
    """What can be measured."""

    LOADING = "loading"
    SEARCH = "search"
    TURN = "turn"
    STARTUP = "startup"
    MEMORY = "memory"
    QUALITY = "quality"
    SCALE = "scale"
    GUIDING = "guiding"
    MODEL = "model"
    SLACK = "slack"
    LOAD = "load"


AT_LENGTH = Name.LOAD  # only when it is named: it takes minutes
Bench = Callable[[Workbench], Awaitable[list[Figure]]]
BENCHES: dict[Name, Bench] = {
    Name.LOADING: loading,
    Name.SEARCH: search,
    Name.TURN: turn,
    Name.STARTUP: startup,
    Name.MEMORY: memory,
    Name.QUALITY: quality,
    Name.SCALE: scale,
    Name.GUIDING: guiding,
    Name.MODEL: model,
    Name.SLACK: acknowledging,
}
NEEDS = {
    Name.QUALITY: "Quality needs judged questions: name their folder with --data.",
    Name.GUIDING: "Guiding needs buyers' conversations: name their folder with --data.",
}

NameArgument = Annotated[Name | None, typer.Argument(help="one of them; all if none is named")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="a folder with stories/, and queries.jsonl and qrels.tsv for quality; "
        "else the sample stories. For guiding: with conversations.jsonl",
    ),
]

LoadUnder = Annotated[
    str,
    typer.Option(
        "--under",
        metavar="LOAD",
        help="for load: MINUTES, or MINUTESxPROCESSES@DATABASE, an empty one that is written to",
    ),
]


@app.command()
def bench(
    name: NameArgument = None,
    *,
    data: Data = None,
    output: FormatOption = Format.TABLE,
    load_under: LoadUnder = "10",
    data_dir: DataDir = None,
) -> int:
    """Measure; each figure stands beside what the plain parts need for the same."""
    if name in NEEDS and data is None:
        raise typer.BadParameter(NEEDS[name])
    if name is Name.GUIDING and data is not None:
        read_talks(data)  # what is wrong with them shows before the stories are loaded
    settings = read_settings(data_dir)
    names = [name] if name else [n for n in Name if n is not AT_LENGTH]
    figures = asyncio.run(_measure(settings, data, (names, under(load_under)), output))
    if output is Format.TABLE:
        show(*_table(figures))
    return DONE


async def _measure(
    settings: Settings, data: Path | None, wanted: tuple[Sequence[Name], Under], output: Format
) -> list[Figure]:
    names, pressure = wanted
    benches: dict[Name, Bench] = {**BENCHES, AT_LENGTH: partial(load, wanted=pressure)}
    figures: list[Figure] = []
    theirs = data if names != [Name.GUIDING] else None
    stories = (theirs or settings.knowledge_dir) / "stories"
    async with workbench(settings, stories, data) as opened:
        for name in names:
            tell(f"Measuring {name}.")
            found = await benches[name](opened)
            figures += found
            for figure in found if output is Format.JSON else ():
                write_row(_row(figure))
    return figures


def _row(figure: Figure) -> Row:
    return {
        "bench": figure.bench,
        "what": figure.what,
        "unit": figure.unit,
        "ours": round(figure.ours, 4),
        "plain": None if figure.plain is None else round(figure.plain, 4),
        "ratio": None if figure.ratio is None else round(figure.ratio, 4),
        "plain_parts": figure.plain_parts,
        "wanted": figure.wanted.text if figure.wanted else "",
        "as_wanted": figure.as_wanted,
        "where": [{"conversation": id_, "n": n, "what": what} for id_, n, what in figure.where],
    }


def _table(figures: Sequence[Figure]) -> tuple[list[str], list[list[str]]]:
    """Give headings and cells, without the columns that none of these figures fills."""
    rows = [_cells(figure) for figure in figures]
    filled = [n for n in range(len(HEADINGS)) if n < ALWAYS or any(row[n] for row in rows)]
    return [HEADINGS[n] for n in filled], [[row[n] for n in filled] for row in rows]


HEADINGS = (
    *("bench", "what", "unit", "ours"),
    *("plain parts", "ratio", "plain parts are"),
    *("wanted", "as wanted", "where"),
)
ALWAYS = 4  # columns that are shown in any case
WHOLE = 100  # from here on, no decimals


def _cells(figure: Figure) -> Sequence[str]:
    return (
        figure.bench,
        figure.what,
        figure.unit,
        f"{figure.ours:.0f}" if figure.ours >= WHOLE else f"{figure.ours:.3g}",
        "" if figure.plain is None else f"{figure.plain:.3g}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.plain_parts,
        figure.wanted.text if figure.wanted else "",
        _SAID[figure.as_wanted],
        ", ".join(f"{conversation} {n}" for conversation, n, _ in figure.where),
    )


_SAID = {None: "", True: "yes", False: "no"}
