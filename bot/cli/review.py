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
    return {"n": line.n} | _row(app.review.text(line.text("text")))


async def _files(app: App, paths: Sequence[str], output: Format) -> int:
    code, reviews = DONE, []
    async for found in app.review.files(paths):
        reviews.append(found)
        code = SOME_REJECTED if found.rejected else code
        if output is Format.JSON:
            inferred = [problem(p.field, p.message) for p in found.inferred]
            write_row({"id": found.id} | _row(found) | {"inferred": inferred})
    if output is Format.TABLE:
        show(("story", "missing", "brochure", "personal data", "to mend"), map(_cells, reviews))
    return code


def _row(found: Review) -> Row:
    return {
        "missing": [str(part) for part in found.missing],
        "brochure": found.brochure,
        "personal_data": list(found.personal_data),
        "problems": [problem(p.field, p.message) for p in found.problems],
    }


def _empty(line: Line) -> Row:
    return {"n": line.n} | _row(Review())


def _cells(found: Review) -> Sequence[str]:
    return (
        found.id,
        ", ".join(found.missing),
        "yes" if found.brochure else "",
        ", ".join(found.personal_data),
        "\n".join(p.message for p in (*found.problems, *found.inferred)),
    )
