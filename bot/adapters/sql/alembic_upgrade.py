"""Alembic, driven from the program rather than from its command line."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.domain.errors import SetupError

MIGRATIONS = Path(__file__).parent / "migrations"


def run(connection: Connection) -> None:
    """Apply every migration that is missing, in the transaction that the connection is in.

    Raises:
        SetupError: the database stands at a migration that this version does not know.
    """
    try:
        command.upgrade(settings(connection), "head")
    except CommandError as error:
        raise SetupError(
            "A newer version of Groundwork wrote this database. Run that version, or choose"
            " another database."
        ) from error


def settings(connection: Connection) -> Config:
    """Give Alembic's settings; no file is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
