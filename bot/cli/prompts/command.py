"""`groundwork prompts`: the versions of what is said and of what models are told."""

import typer

from bot.cli.prompts import comparing, listing

app = typer.Typer(help="List the versions of prompts, and try two of them side by side.")

app.command(name="list")(listing.list_prompts)
app.command(name="test")(comparing.compare)


@app.callback()
def prompts() -> None:
    """List the versions of prompts, and try two of them side by side."""
