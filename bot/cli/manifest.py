"""`groundwork manifest`: what to give a platform so that it knows this bot."""

import json
import sys
from typing import Annotated

import typer

from bot.channels.slack import manifest as slack_manifest
from bot.cli.app import DONE
from bot.cli.manifest_teams import teams
from bot.cli.opening import read_settings, tell
from bot.cli.options import DataDir

app = typer.Typer(help="Make what a platform asks for when the bot is set up.")
app.command()(teams)


@app.callback()
def manifest() -> None:
    """Make what a platform asks for when the bot is set up."""


@app.command()
def slack(
    *,
    url: Annotated[
        str, typer.Option("--url", help="where this bot is served; without it: Socket Mode")
    ] = "",
    why: Annotated[
        bool, typer.Option("--why", help="say on standard error why each scope is needed")
    ] = False,
    canvas: Annotated[
        bool, typer.Option("--canvas", help="ask for the right to hand people notes as a canvas")
    ] = False,
    data_dir: DataDir = None,
) -> int:
    """Print Slack's app manifest, with the fewest scopes."""
    read_settings(data_dir)  # what is wrong with them is better known now than at the start
    sys.stdout.write(json.dumps(slack_manifest.manifest(url, canvas=canvas), indent=2) + "\n")
    if why:
        wanted = (slack_manifest.CANVAS,) if canvas else ()
        for scope in (*slack_manifest.SCOPES, *wanted, *slack_manifest.OPTIONAL):
            tell(f"{scope.name}: {scope.why}.")
    return DONE
