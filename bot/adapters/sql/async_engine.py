"""An asynchronous engine on the same database, for libraries that bring tables of their own."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import SetupError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


def open_async_engine(address: str) -> AsyncEngine:
    """Give an engine; it connects when it is first used. Dispose of it in the end.

    Raises:
        SetupError: the driver is not installed.
    """
    url = make_url(address)
    driver = _DRIVERS.get(url.get_backend_name(), url.drivername)
    try:
        return create_async_engine(url.set(drivername=driver))
    except ModuleNotFoundError as error:
        raise SetupError(
            f"This database needs the Python package {error.name}: install it and start again."
        ) from error
