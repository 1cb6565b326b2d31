"""`groundwork stories export`: the whole library as Markdown files."""

from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir

Folder = Annotated[str, typer.Argument(metavar="DIR", help="an empty folder, or one to be made")]
Force = Annotated[bool, typer.Option("--force", help="write into a folder that is not empty")]


def export(folder: Folder, *, force: Force = False, data_dir: DataDir = None) -> int:
    """Write every story to a Markdown file. Loaded again, they make the same library.

    What people decided and the earlier versions stay in the database; an override of a hold is
    written down, and counts again only with 'load --overrides'.
    """

    async def job(app: App) -> int:
        count = await app.export(folder, force=force)
        tell(f"{count} stories written to {folder}.")
        return DONE

    return with_app(read_settings(data_dir), job)
