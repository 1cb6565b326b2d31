"""`groundwork report`: what conversations were worth to buyers, by their own word."""

from datetime import timedelta
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import write_row
from bot.cli.opening import read_settings, tell, with_app
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show

app = typer.Typer()

Days = Annotated[int, typer.Option("--days", min=1, help="how far back to count")]


@app.command()
def report(days: Days = 90, output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """Say how many buyers found a conversation worth their time; no answer counts as no."""

    async def job(app: App) -> int:
        now = app.clock.now()
        found = await app.worth.figures(now - timedelta(days=days), now)
        row = {
            "conversations": found.conversations,
            "asked": found.asked,
            "yes": found.yes,
            "no": found.no,
            "unanswered": found.asked - found.yes - found.no,
            "worth_of_asked": round(found.of_asked, 3),
            "worth_of_all": round(found.of_all, 3),
        }
        if output is Format.JSON:
            write_row(row)
        else:
            show(tuple(name.replace("_", " ") for name in row), [tuple(map(str, row.values()))])
            tell("Asked in private, a day after. Who was not asked, or gave no answer, is no yes.")
        return DONE

    return with_app(read_settings(data_dir), job)
