"""`groundwork gaps`: the questions that no story fitted, by problem."""

from collections.abc import Sequence
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import Row, write_row
from bot.cli.moments import since
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.audience import Role
from bot.domain.gap_page import ListedGap
from bot.domain.gaps import Closing
from bot.use_cases.list_gaps import GapUnknownError

app = typer.Typer()

Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE|30d", help="only what was asked since then")
]
AtLeast = Annotated[int, typer.Option("--min", min=1, help="only what was asked so often")]
All = Annotated[bool, typer.Option("--all", help="also those that a story answers by now")]
GapId = Annotated[int, typer.Argument(metavar="ID", help="the number of a gap, as listed")]
StoryId = Annotated[str, typer.Option("--story", metavar="ID", help="the story that answers it")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="why it needs no story")]
Only = Annotated[bool, typer.Option("--only", help="this one; leave others of its problem open")]


@app.callback(invoke_without_command=True)
def gaps(  # noqa: PLR0913 - one parameter for each option of the command
    context: typer.Context,
    *,
    asked_since: Since = None,
    at_least: AtLeast = 1,
    answered: All = False,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """List the questions that no story fitted, by problem, the most asked first."""
    if context.invoked_subcommand:
        return DONE

    async def job(app: App) -> int:
        start = since(asked_since, app.clock.now()) if asked_since else None
        listed = await app.gaps(start, at_least=at_least, answered=answered)
        if output is Format.JSON:
            for gap in listed:
                write_row(_row(gap))
        else:
            show(
                ("id", "asked", "last", "question", "nearest", "what to know"), map(_cells, listed)
            )
        return DONE

    return with_app(read_settings(data_dir), job)


@app.command()
def close(
    gap_id: GapId,
    *,
    story: StoryId = "",
    why: Why = "",
    only: Only = False,
    data_dir: DataDir = None,
) -> int:
    """Close a gap with all of its problem: it is listed no more, and stays on record."""
    if bool(story) == bool(why.strip()):
        raise typer.BadParameter("Say --story ID, or --why and a reason.")

    async def job(app: App) -> int:
        closing = Closing(app.clock.now(), story, why.strip())
        try:
            closed = await app.gaps.close(gap_id, closing, only=only)
        except GapUnknownError as error:
            tell(str(error))
            return SOME_REJECTED
        tell(f"Closed: {', '.join(str(gap.id) for gap in closed)}.")
        return DONE

    return with_app(read_settings(data_dir), job)


def _row(gap: ListedGap) -> Row:
    group = gap.group
    return {
        "id": group.central.id,
        "question": gap.words,
        "also": list(gap.others),
        "withheld": not gap.words,
        "count": len(group.gaps),
        "accounts": group.accounts,
        "asked_by": {str(role): count for role in Role if (count := group.asked_by(role))},
        "first": group.first.isoformat(),
        "last": group.last.isoformat(),
        "nearest": _nearest(gap),
        "difference": gap.differs,
        "internal_fit": gap.internal or None,
        "answered_by": list(gap.answered_by),
        "gaps": [one.id for one in group.gaps],
    }


def _nearest(gap: ListedGap) -> Row | None:
    told = gap.nearest
    if told is None:
        return None
    return {
        "id": told.rendition.story_id,
        "title": told.rendition.title,
        "score": round(told.score, 4),
    }


def _cells(gap: ListedGap) -> Sequence[str]:
    nearest = f"{gap.nearest.rendition.title} ({gap.nearest.score:.2f})" if gap.nearest else ""
    last = f"{gap.group.last:%Y-%m-%d}"
    return (str(gap.group.central.id), gap.counted, last, gap.name, nearest, gap.standing)
