"""`groundwork db`: the records, brought up to date, looked over, saved and moved."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import records
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.in_use import database
from bot.cli.opening import read_settings, tell
from bot.cli.options import DataDir
from bot.cli.tables import show

app = typer.Typer(help="Bring the records up to date, look them over, save and move them.")

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help="a new file to write")]
OldFile = Annotated[Path, typer.Argument(metavar="FILE", help="a file that 'db backup' wrote")]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="groundwork.db of the data folder, unless named"),
]


@app.command()
def upgrade(data_dir: DataDir = None) -> int:
    """Bring the tables up to date. Processes that run may go on meanwhile."""
    settings = read_settings(data_dir)
    asyncio.run(records.upgrade(settings))
    tell(f"{database(settings)}: the tables are up to date.")
    return DONE


@app.command()
def check(data_dir: DataDir = None) -> int:
    """Look the records over: whole or not, how many, what waits. Changes nothing."""
    settings = read_settings(data_dir)
    found = asyncio.run(records.check(settings))
    waits = {
        "version of the tables": found.version,
        "events without an outcome": found.unanswered,
        "replies not posted yet": found.unposted,
        "posts begun again after a doubt": found.posted_again,
    }
    tables = {f"rows of {name}": count for name, count in found.rows.items()}
    show(("what", "found"), [(what, str(n)) for what, n in (waits | tables).items()])
    for trouble in found.troubles:
        tell(f"{database(settings)}: {trouble}.")
    return SOME_REJECTED if found.troubles else DONE


@app.command()
def backup(file: NewFile, data_dir: DataDir = None) -> int:
    """Write all records into a file, while processes go on."""
    settings = read_settings(data_dir)
    return _told(asyncio.run(records.back_up(settings, file)), f"{file}")


@app.command()
def restore(file: OldFile, data_dir: DataDir = None) -> int:
    """Put the records of a backup into the database that is set; it has to be empty."""
    settings = read_settings(data_dir)
    return _told(asyncio.run(records.copy_from(file, settings)), database(settings))


@app.command()
def copy(source: From = None, data_dir: DataDir = None) -> int:
    """Move from the file in the data folder to the server in GROUNDWORK_DATABASE_URL.

    Stop what serves the file first: what is written to it later is not copied.
    """
    settings = read_settings(data_dir)
    file = source or settings.data_dir / "groundwork.db"
    return _told(asyncio.run(records.copy_from(file, settings)), database(settings))


def _told(copied: Sequence[records.Copied], where: str) -> int:
    show(("table", "rows", "proof"), [(c.table, str(c.rows), c.proof) for c in copied])
    tell(f"{where}: {sum(c.rows for c in copied)} records, counted and compared on both sides.")
    return DONE
