"""`groundwork load`: story files and folders into the library."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.load_rows import row_of
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.cli.watching import keep_loading
from bot.domain.audience import Visibility
from bot.domain.load_lines import LoadLine, LoadResult
from bot.domain.story import Status
from bot.ports.library import Defaults
from bot.use_cases.load_knowledge import Progress as Done
from bot.use_cases.load_run import LoadRequest

app = typer.Typer()

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="files or folders")]
VisibilityOption = Annotated[
    Visibility | None,
    typer.Option("--visibility", help="who may read stories whose file does not say"),
]
StatusOption = Annotated[
    Status, typer.Option("--status", help="the status of stories whose file does not say")
]
Prune = Annotated[
    bool, typer.Option("--prune", help="retire stories however many files are gone from a folder")
]
Overrides = Annotated[
    bool, typer.Option("--overrides", help="count the overrides of holds that an export carries")
]
Watch = Annotated[
    bool, typer.Option("--watch", help="go on, and load again what changes, until Ctrl-C")
]


@app.command()
def load(  # noqa: PLR0913 - one parameter for each option of the command
    paths: Paths,
    *,
    visibility: VisibilityOption = None,
    status: StatusOption = Status.APPROVED,
    prune: Prune = False,
    overrides: Overrides = False,
    watch: Watch = False,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Load stories; a file that cannot be loaded is named with what to do, the others load."""
    defaults = Defaults(visibility, status, overrides=overrides)
    request = LoadRequest(paths, defaults, prune=prune, by="command line")
    job = keep_loading if watch else _load
    return with_app(read_settings(data_dir), lambda app: job(app, request, output))


async def _load(app: App, request: LoadRequest, output: Format) -> int:
    lines: list[LoadLine] = []
    with progress_bar() as move:
        async for line in app.load(request, move):
            lines.append(line)
            if output is Format.JSON:
                write_row(row_of(line))
    if output is Format.TABLE:
        _print(lines)
    refused = any(line.result is LoadResult.REJECTED for line in lines)
    return SOME_REJECTED if refused else DONE


@contextmanager
def progress_bar() -> Iterator[Callable[[Done], None]]:
    """Show a bar where a person watches; elsewhere nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("Loading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("load", total=None)
        yield lambda done: bar.update(task, completed=done.done, total=done.total)


def summary(lines: Sequence[LoadLine]) -> str:
    """Count what became of the files: "36 added, 1 rejected"."""
    counts = Counter(line.result for line in lines)
    return ", ".join(f"{counts[r]} {r}" for r in LoadResult if counts[r]) or "no files"


def _print(lines: Sequence[LoadLine]) -> None:
    rows = [
        (line.path, line.id, line.result, p.field, p.message)
        for line in lines
        for p in line.problems
    ]
    if rows:
        show(("file", "story", "result", "where", "what to do"), rows)
    typer.echo(f"{summary(lines)}.")
    if count := sum(bool(line.inferred) for line in lines):
        typer.echo(f"In {count}, facets were inferred. `groundwork review` says which.")
