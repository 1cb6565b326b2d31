"""`groundwork stories show`: one story as its readers read it."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption, Reader
from bot.cli.stories.options import StoryId, remarks, row_of
from bot.domain.audience import Audience, clearance_for
from bot.domain.rendition import readable, render_for_insiders
from bot.domain.story import Rendition, Status, StoredStory
from bot.domain.telling import full_text

As = Annotated[
    Reader | None,
    typer.Option("--as", help="as a prospect or a rep reads it; else as its owner wrote it"),
]


def show_story(
    story_id: StoryId,
    *,
    reader: As = None,
    output: FormatOption = Format.TABLE,
    data_dir: DataDir = None,
) -> int:
    """Show a story whole. What a reader may not open is said, not shown."""

    async def job(app: App) -> int:
        stored = await app.change.find(story_id)
        rendition = _as_read(stored, reader)
        if rendition is None:
            tell(f"A {reader} may not read {story_id} now. {remarks(stored)}".strip())
            return SOME_REJECTED
        if output is Format.JSON:
            texts = {str(facet): text for facet, text in rendition.facets.items()}
            write_row({**row_of(stored), "title": rendition.title, "facets": texts})
        else:
            typer.echo(full_text(rendition).rstrip())
            if reader is None and (said := remarks(stored)):
                tell(f"\n{said}")
        return DONE

    return with_app(read_settings(data_dir), job)


def _as_read(stored: StoredStory, reader: Reader | None) -> Rendition | None:
    if reader is None:
        return render_for_insiders(stored.story, stored.ref)
    if stored.story.status is not Status.APPROVED:
        return None
    audience = Audience.INSIDERS if reader is Reader.REP else Audience.OUTSIDERS
    return readable(stored, clearance_for(audience))
