"""Reading the settings and opening the application for one command."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import ValidationError

from bot.bootstrap import App, open_app
from bot.bootstrap.logs import TOLD, set_up_logs
from bot.domain.errors import SetupError
from bot.settings import Logs, Settings


def read_settings(data_dir: Path | None, **given: object) -> Settings:
    """Read the settings; what was given on the command line wins.

    Raises:
        SetupError: with every setting that is wrong.
    """
    if data_dir is not None:
        given["data_dir"] = data_dir
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(
            f"{_name(*found['loc'])}: {found['msg'].lower()}" for found in error.errors()
        )
        raise SetupError(f"{wrong}. .env.example lists all settings.") from None
    if settings.logs is Logs.JSON:
        set_up_logs(json=True, verbose=logging.getLogger().isEnabledFor(logging.DEBUG))
    return settings


def with_app(settings: Settings, job: Callable[[App], Awaitable[int]]) -> int:
    """Open the application, do the job, close it, and give the job's exit code."""

    async def opened() -> int:
        async with open_app(settings, tell) as app:
            return await job(app)

    return asyncio.run(opened())


def tell(message: str) -> None:
    """Tell a person at the terminal what goes on; never part of the output."""
    TOLD.info(message)


def _name(*where: int | str) -> str:
    return f"GROUNDWORK_{where[0]}".upper() if where else "settings"
