"""`groundwork review`: what stories lack, before anybody loads them."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import Line, Row, opened, problem, work_through, write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import Batch, DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.review.useful import USEFULNESS
from bot.use_cases.review_story import Review

app = typer.Typer()

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH...", help="files or folders")]


@app.command()
def review(
    paths: Paths = None,
    *,
    batch: Batch = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Say what stories lack, whether they read like a brochure, and whom they name."""
    if bool(paths) == bool(batch):
        raise typer.BadParameter("Name files or folders, or one --batch FILE.")
    settings = read_settings(data_dir)
    if batch:
        with opened(batch) as lines:
            return with_app(settings, lambda app: work_through(lines, partial(_line, app), _empty))
    return with_app(settings, lambda app: _files(app, paths or [], output))


async def _line(app: App, line: Line) -> Row:
    return {"n": line.n} | _row(app.review.text(line.text("text"), f"line {line.n}"))


async def _files(app: App, paths: Sequence[str], output: Format) -> int:
    code, reviews = DONE, []
    async for found in app.review.paths(paths):
        reviews.append(found)
        code = SOME_REJECTED if found.rejected else code
        if output is Format.JSON:
            inferred = [problem(p.field, p.message) for p in found.inferred]
            write_row({"id": found.id} | _row(found) | {"inferred": inferred})
    if output is Format.TABLE:
        show(("story", "to mend", "would help another buyer"), map(_cells, reviews))
    return code


def _row(found: Review) -> Row:
    return {
        "missing": [str(part) for part in found.missing],
        "brochure": found.brochure,
        "personal_data": list(found.personal_data),
        "useful": {str(use): there for use, there in found.useful.items()},
        "problems": [problem(p.field, p.message) for p in found.problems],
    }


def _empty(line: Line) -> Row:
    return {"n": line.n} | _row(Review())


def _cells(found: Review) -> Sequence[str]:
    return (
        found.id,
        "\n".join(
            f"{p.field}: {p.message}"
            for p in (*found.problems, *found.inferred)
            if p.field != USEFULNESS
        ),
        "\n".join(p.message for p in found.problems if p.field == USEFULNESS),
    )
