"""`groundwork stories override`: an owner's word against a hold, on record."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.stories.options import By, StoryId, decision, tell_state

Reason = Annotated[str, typer.Option("--reason", help="why it may be shown all the same")]
Number = Annotated[
    list[int] | None,
    typer.Option("--hold", metavar="N", help="the hold, as 'stories list' numbers them"),
]
Every = Annotated[bool, typer.Option("--all", help="all that hold it now")]


def override(  # noqa: PLR0913 - one parameter for each option of the command
    story_id: StoryId,
    *,
    reason: Reason,
    hold: Number = None,
    every: Every = False,
    by: By = None,
    data_dir: DataDir = None,
) -> int:
    """Override a hold. It ends when what caused the hold changes, and widens nothing."""
    if not reason.strip():
        raise typer.BadParameter("Say why with --reason; it is kept on record.")
    if bool(hold) == every:
        raise typer.BadParameter("Name a hold with --hold N, or take all with --all.")

    async def job(app: App) -> int:
        decided = await decision(app, story_id, by, reason.strip())
        tell_state(await app.change.override(decided, hold or ()))
        return DONE

    return with_app(read_settings(data_dir), job)
