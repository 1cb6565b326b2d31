"""`groundwork prepare`: the model and the database, ready before the first start."""

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir

app = typer.Typer()


@app.command()
def prepare(data_dir: DataDir = None) -> int:
    """Prepare the model of meaning and the database; takes a moment the second time."""

    async def job(app: App) -> int:
        tell(f"Ready: {app.embedder.name} and the database, in {app.settings.data_dir}.")
        return DONE

    return with_app(read_settings(data_dir), job)
