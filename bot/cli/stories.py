"""`groundwork stories`: what is in the library."""

from collections.abc import Sequence

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import Row, write_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.stories_tell import tell
from bot.cli.tables import show
from bot.domain.story import StoredStory
from bot.ports.library import StoryFilter

app = typer.Typer(help="Look at the library's records.")


@app.callback()
def stories() -> None:
    """Look at the library's records."""


app.command()(tell)


@app.command(name="list")
def list_stories(output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """List all stories, with who may read them and what holds them back."""

    async def job(app: App) -> int:
        records = await app.stories.all(StoryFilter())
        if output is Format.JSON:
            for stored in records:
                write_row(_row(stored))
        else:
            show(("id", "title", "who may read", "status", "held because"), map(_cells, records))
        return DONE

    return with_app(read_settings(data_dir), job)


def _row(stored: StoredStory) -> Row:
    story = stored.story
    return {
        "id": story.id,
        "title": story.title,
        "visibility": str(story.visibility),
        "effective_visibility": str(story.effective_visibility),
        "status": str(story.status),
        "outcome": str(story.outcome or ""),
        "version": stored.version,
        "path": stored.path,
        "holds": [{"field": hold.field, "message": hold.message} for hold in story.holds],
    }


def _cells(stored: StoredStory) -> Sequence[str]:
    story = stored.story
    held = "\n".join(hold.reason for hold in story.holds)
    return (story.id, story.title, story.effective_visibility, story.status, held)
