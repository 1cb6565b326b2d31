"""The records by themselves, without the application around them, for `groundwork db`."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.sql.copy_records import Copied, copy_records
from bot.adapters.sql.engine import connect, open_database
from bot.adapters.sql.look_over import LookedOver, look_over
from bot.domain.errors import SetupError
from bot.settings import Settings

__all__ = ["Copied", "LookedOver", "back_up", "check", "copy_from", "upgrade"]


async def upgrade(settings: Settings) -> None:
    """Bring the tables up to date; one process does it where several begin.

    Raises:
        SetupError: the database does not open, or a newer version wrote it.
    """
    await (await open_database(settings.sql_url)).close()


async def check(settings: Settings) -> LookedOver:
    """Look over the database as it is."""
    file = settings.sql_url.removeprefix("sqlite:///")
    if file != settings.sql_url and not Path(file).is_file():  # noqa: ASYNC240 - once
        raise SetupError(f"There is no database {file} yet: groundwork db upgrade makes it.")
    database = connect(settings.sql_url)
    try:
        return await database.read(look_over)
    finally:
        await database.close()


async def back_up(settings: Settings, file: Path) -> Sequence[Copied]:
    """Write all records into a new SQLite file, while others go on.

    Raises:
        SetupError: the file is there already, or the database does not open.
    """
    if file.exists():  # noqa: ASYNC240 - once
        raise SetupError(f"{file} is there already: name a new file.")
    await upgrade(settings)
    made = f"sqlite:///{file.resolve()}"  # noqa: ASYNC240
    await (await open_database(made)).close()
    return await copy_records(settings.sql_url, made)


async def copy_from(file: Path, settings: Settings) -> Sequence[Copied]:
    """Copy all records of a SQLite file into the database that is set. The file stays as it is.

    Raises:
        SetupError: there is no such file, or there are records already.
    """
    if not file.is_file():  # noqa: ASYNC240 - once
        raise SetupError(f"There is no file {file}.")
    if settings.sql_url == f"sqlite:///{file.resolve()}":  # noqa: ASYNC240
        raise SetupError("That is the database itself: set GROUNDWORK_DATABASE_URL to another.")
    await upgrade(settings)
    with tempfile.TemporaryDirectory(prefix="groundwork-copy-") as folder:
        # A copy of it is brought up to date, with what its log still holds.
        for part in ("", "-wal"):
            if Path(f"{file}{part}").is_file():  # noqa: ASYNC240
                shutil.copy(f"{file}{part}", Path(folder, f"{file.name}{part}"))
        copy = f"sqlite:///{folder}/{file.name}"
        await (await open_database(copy)).close()
        return await copy_records(copy, settings.sql_url)
