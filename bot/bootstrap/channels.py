"""The chat channels that are configured: opened while serving, closed again at the end."""

import warnings
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.bootstrap.app import App
from bot.channels.loopback import is_loopback
from bot.channels.web.parts import Beside
from bot.domain.errors import SetupError
from bot.settings import Settings


@asynccontextmanager
async def open_channels(app: App) -> AsyncIterator[Beside]:
    """Open every chat channel that is configured, and give the routes that it comes in by.

    Raises:
        SetupError: what is configured cannot work, or must not.
    """
    beside: Beside = ()
    async with AsyncExitStack() as stack:
        if app.settings.teams:
            if trouble := teams_trouble(app.settings):
                raise SetupError(trouble)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the library warns of itself
                # Late, because the library behind it takes seconds to import.
                from bot.bootstrap.teams import open_teams  # noqa: PLC0415

            beside = (*beside, await stack.enter_async_context(open_teams(app)))
        yield beside


def teams_trouble(settings: Settings) -> str:
    """Say what keeps Teams from being served, and what to do; "" where nothing does."""
    if settings.teams_unauthenticated:
        if is_loopback(settings.host):
            return ""
        return (
            "GROUNDWORK_TEAMS_UNAUTHENTICATED lets anyone speak as anyone, so it works on a "
            "loopback address only: unset it, or GROUNDWORK_HOST."
        )
    if settings.teams_app_id and not settings.teams_app_password.get_secret_value():
        return "GROUNDWORK_TEAMS_APP_ID is set without GROUNDWORK_TEAMS_APP_PASSWORD: set both."
    return ""
