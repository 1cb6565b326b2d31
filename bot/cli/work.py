"""`groundwork work`: answers what other processes take in."""

import asyncio
import contextlib
import signal

import typer

from bot.bootstrap import App
from bot.bootstrap.channels import open_channels
from bot.cli.app import DONE
from bot.cli.at_work import at_work
from bot.cli.in_use import in_use
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir
from bot.cli.starting import load_knowledge

app = typer.Typer()


@app.command()
def work(*, data_dir: DataDir = None) -> int:
    """Work until Ctrl-C: answer and post what processes that serve have taken in."""
    return with_app(read_settings(data_dir), _work)


async def _work(app: App) -> int:
    await load_knowledge(app)
    for part, filled_by in (await in_use(app)).items():
        tell(f"{part + ':':<16}{filled_by}")
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # not on Windows: Ctrl-C ends it there
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    # Its routes are not served: the channels are open to post.
    async with open_channels(app), at_work(app, working=True):
        tell("At work. Ctrl-C stops.")
        await stopped.wait()
    return DONE
