"""`groundwork stories list`: records, chosen by what is known of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.stories.options import remarks, row_of
from bot.cli.tables import show
from bot.domain.audience import Visibility
from bot.domain.listing import Wanted, chosen
from bot.domain.story import Outcome, Status, StoredStory
from bot.ports.library import StoryFilter

HEADINGS = ("id", "title", "who may read", "status", "review by", "remarks")

StatusOption = Annotated[Status | None, typer.Option("--status", help="draft, approved, retired")]
VisibilityOption = Annotated[
    Visibility | None, typer.Option("--visibility", help="who may read it now, holds counted")
]
OutcomeOption = Annotated[Outcome | None, typer.Option("--outcome", help="how it ended")]
Industry = Annotated[str, typer.Option("--industry", help="a part of its industry")]
Owner = Annotated[str, typer.Option("--owner", help="a part of its owner's address")]
Text = Annotated[str, typer.Option("--text", metavar="WORDS", help="words of its id or title")]
Held = Annotated[bool, typer.Option("--held", help="only what a hold keeps from outsiders")]
Due = Annotated[bool, typer.Option("--due", help="only what is past its review date")]
Within = Annotated[
    int | None,
    typer.Option("--within", metavar="DAYS", min=0, help="with --due: or will be in so many days"),
]
Inferred = Annotated[
    bool, typer.Option("--inferred", help="only stories with something the loader worked out")
]


def list_stories(  # noqa: PLR0913 - one parameter for each option of the command
    *,
    status: StatusOption = None,
    visibility: VisibilityOption = None,
    outcome: OutcomeOption = None,
    industry: Industry = "",
    owner: Owner = "",
    text: Text = "",
    held: Held = False,
    due: Due = False,
    within: Within = None,
    inferred: Inferred = False,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """List stories, with who may read them, what holds them back and what was decided."""

    async def job(app: App) -> int:
        today = app.clock.now().date()
        wanted = Wanted(
            status=status,
            visibility=visibility,
            outcome=outcome,
            industry=industry,
            owner=owner,
            text=text,
            held=held,
            inferred=inferred,
            due_by=_day(today, within, due=due),
        )
        _print(chosen(await app.stories.all(StoryFilter()), wanted), output)
        return DONE

    return with_app(read_settings(data_dir), job)


def _day(today: date, within: int | None, *, due: bool) -> date | None:
    """A review date is past from the day after it."""
    if within is not None:
        return today + timedelta(days=within)
    return today - timedelta(days=1) if due else None


def _print(records: Sequence[StoredStory], output: Format) -> None:
    if output is Format.JSON:
        for stored in records:
            write_row(row_of(stored))
    else:
        show(HEADINGS, map(_cells, records))


def _cells(stored: StoredStory) -> Sequence[str]:
    story = stored.story
    return (
        story.id,
        story.title,
        story.effective_visibility,
        story.status,
        story.review_by.isoformat() if story.review_by else "",
        remarks(stored),
    )
