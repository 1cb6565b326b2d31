"""`groundwork stories`: the library's records, and what owners decide on them."""

import typer

from bot.cli.stories import (
    deciding,
    exporting,
    history,
    listing,
    overriding,
    restoring,
    seen,
    showing,
    telling,
)

app = typer.Typer(help="Look at the library's records, and decide on them.")

app.command(name="list")(listing.list_stories)
app.command(name="show")(showing.show_story)
app.command(name="history")(history.history)
app.command(name="approve")(deciding.approve)
app.command(name="retire")(deciding.retire)
app.command(name="recall")(deciding.recall)
app.command(name="restore")(restoring.restore)
app.command(name="override")(overriding.override)
app.command(name="seen")(seen.seen)
app.command(name="export")(exporting.export)
app.command(name="tell")(telling.tell)


@app.callback()
def stories() -> None:
    """Look at the library's records, and decide on them."""
