"""`groundwork work`: answers what other processes take in."""

import asyncio
import contextlib
import os
import signal
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.bootstrap.channels import open_channels
from bot.channels.web.operations import operations_app
from bot.channels.web.server import serve
from bot.cli.app import DONE
from bot.cli.at_work import at_work
from bot.cli.in_use import in_use
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir
from bot.cli.starting import load_knowledge

app = typer.Typer()

_NICE = 10  # steps of priority below those that serve, of 19

Port = Annotated[
    int | None,
    typer.Option("--port", help="answer /healthz, /readyz and /metrics there; 0 takes a free one"),
]


@app.command()
def work(*, port: Port = None, data_dir: DataDir = None) -> int:
    """Work until Ctrl-C: answer and post what processes that serve have taken in."""
    return with_app(read_settings(data_dir), lambda app: _work(app, port))


async def _work(app: App, port: int | None) -> int:
    await load_knowledge(app)
    for part, filled_by in (await in_use(app)).items():
        tell(f"{part + ':':<16}{filled_by}")
    # Its routes are not served: the channels are open to post.
    async with open_channels(app), at_work(app, working=True):
        _give_way()
        tell("At work. Ctrl-C stops.")
        if port is None:
            await _stopped()
        else:
            watched = operations_app(app.operations)
            await serve(watched, app.settings.host, port, lambda url: tell(f"Watch it at {url}."))
    return DONE


def _give_way() -> None:
    """Let processes of this machine that serve go first: platforms wait for them, not for us."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_NICE)


async def _stopped() -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # not on Windows: Ctrl-C ends it there
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()
