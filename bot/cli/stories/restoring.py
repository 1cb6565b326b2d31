"""`groundwork stories restore`: what an earlier version said."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.stories.options import By, StoryId, tell_state, who
from bot.use_cases.change_stories import Decision

Version = Annotated[
    int, typer.Option("--version", metavar="N", help="the version, as 'stories history' counts")
]


def restore(
    story_id: StoryId, *, version: Version, by: By = None, data_dir: DataDir = None
) -> int:
    """Bring back what an earlier version said. Status and consent stay; readers never widen."""

    async def job(app: App) -> int:
        decision = Decision(story_id, who(by), f"version {version} restored")
        tell_state(await app.change.restore(decision, version))
        return DONE

    return with_app(read_settings(data_dir), job)
