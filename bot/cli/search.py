"""`groundwork search`: the stories that fit a problem."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import Line, Row, opened, work_through, write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import Batch, DataDir, Format, FormatOption, Reader
from bot.cli.tables import show
from bot.domain.audience import Audience, clearance_for
from bot.domain.moves import Told
from bot.domain.telling import difference
from bot.use_cases.find_stories import Ask, Found

app = typer.Typer()

AUDIENCES = {Reader.PROSPECT: Audience.OUTSIDERS, Reader.REP: Audience.INSIDERS}


@dataclass(frozen=True, slots=True)
class Search:
    """How stories are searched, whatever the text."""

    count: int
    reader: Reader
    drafts: bool
    balanced: bool

    async def __call__(self, app: App, text: str) -> Found:
        """Find the stories nearest to a text; a clearance is minted for each."""
        ask = Ask(text, self.count, drafts=self.drafts, balanced=self.balanced)
        return await app.find(ask, clearance_for(AUDIENCES[self.reader]))


Text = Annotated[str | None, typer.Argument(metavar="TEXT", help="a problem, in plain words")]
Count = Annotated[int, typer.Option("-k", min=1, max=1000, help="how many stories at most")]
As = Annotated[Reader, typer.Option("--as", help="as whom to search; a rep sees all")]
Balanced = Annotated[
    bool, typer.Option("--balanced", help="take turns between stories that ended well and others")
]
Drafts = Annotated[bool, typer.Option("--drafts", help="drafts too (as a rep)")]


@app.command()
def search(  # noqa: PLR0913 - one parameter for each option of the command
    text: Text = None,
    *,
    batch: Batch = None,
    count: Count = 10,
    reader: As = Reader.PROSPECT,
    drafts: Drafts = False,
    balanced: Balanced = False,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Find the stories that fit a problem; the nearest are shown also when none fits."""
    if (text is None) == (batch is None):
        raise typer.BadParameter("Give a text, or one --batch FILE.")
    settings = read_settings(data_dir)
    how = Search(count, reader, drafts, balanced)
    if batch is not None:
        with opened(batch) as lines:
            return with_app(
                settings, lambda app: work_through(lines, partial(_line, app, how), _empty)
            )
    return with_app(settings, lambda app: _one(app, how, text or "", output))


async def _line(app: App, how: Search, line: Line) -> Row:
    return _row(line.values.get("qid"), await how(app, line.text("text")))


async def _one(app: App, how: Search, text: str, output: Format) -> int:
    found = await how(app, text)
    if output is Format.JSON:
        write_row(_row(None, found))
        return DONE
    if found.no_match:
        nearest = f" The nearest: {difference(found.told[0])}." if found.told else ""
        typer.echo(f"No story fits.{nearest}")
    if found.told:
        show(("fit", "story", "id", "why"), map(_cells, found.told))
    return DONE


def _row(qid: object, found: Found) -> Row:
    results = [
        {
            "id": told.rendition.story_id,
            "title": told.rendition.title,
            "score": round(told.score, 4),
            "facet": str(told.facet),
            "why": told.why,
        }
        for told in found.told
    ]
    return {"qid": qid, "results": results, "no_match": found.no_match}


def _empty(line: Line) -> Row:
    return _row(line.values.get("qid"), Found())


def _cells(told: Told) -> Sequence[str]:
    return (f"{told.score:.2f}", told.rendition.title, told.rendition.story_id, told.why)
