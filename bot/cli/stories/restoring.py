"""`groundwork stories restore`: what an earlier version said."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.stories.options import By, StoryId, decision, tell_state

Version = Annotated[
    int, typer.Option("--version", metavar="N", help="the version, as 'stories history' counts")
]


def restore(
    story_id: StoryId, *, version: Version, by: By = None, data_dir: DataDir = None
) -> int:
    """Bring back what an earlier version said. Status and consent stay; readers never widen."""

    async def job(app: App) -> int:
        decided = await decision(app, story_id, by, f"version {version} restored")
        tell_state(await app.change.restore(decided, version))
        return DONE

    return with_app(read_settings(data_dir), job)
