"""`groundwork chat`: a conversation in the terminal."""

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from bot.bootstrap import App
from bot.channels.terminal import Terminal, TerminalParts, seat
from bot.cli.app import DONE
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.starting import load_knowledge
from bot.domain.audience import Role

app = typer.Typer()


class ChatPlace(StrEnum):
    """The rooms one can sit in at a keyboard."""

    SHARED = "shared"
    INTERNAL = "internal"
    DM = "dm"


As = Annotated[Role, typer.Option("--as", help="as whom to talk")]
InPlace = Annotated[ChatPlace, typer.Option("--place", help="the kind of room to talk in")]


@app.command()
def chat(role: As = Role.PROSPECT, place: InPlace = ChatPlace.DM, data_dir: DataDir = None) -> int:
    """Talk with Groundwork; what was said is remembered for the next time."""

    async def job(app: App) -> int:
        await load_knowledge(app)
        await app.respond.recover(["terminal"])  # others are answered by what serves them
        parts = TerminalParts(app.respond, app.read, Console(file=sys.stdout))
        await Terminal(parts, *seat(role, place)).run()
        return DONE

    return with_app(read_settings(data_dir), job)
