"""`groundwork manifest`: what to give a platform so that it knows this bot."""

import typer

from bot.cli.manifest_teams import teams

app = typer.Typer(help="Make what a platform asks for when the bot is set up.")
app.command()(teams)


@app.callback()
def manifest() -> None:
    """Make what a platform asks for when the bot is set up."""
