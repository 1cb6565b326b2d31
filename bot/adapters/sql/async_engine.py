"""An asynchronous engine on the same database, for libraries that bring tables of their own."""

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import SetupError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


def open_async_engine(address: str) -> AsyncEngine:
    """Give an engine; it connects when it is first used. Dispose of it in the end.

    Raises:
        SetupError: the driver is not installed.
    """
    try:
        return create_async_engine(with_driver(address))
    except ModuleNotFoundError as error:
        raise SetupError(
            f"This database needs the Python package {error.name}: install it and start again."
        ) from error


def with_driver(address: str) -> URL:
    """Give an address with the asynchronous driver for it."""
    url = make_url(address)
    return url.set(drivername=_DRIVERS.get(url.get_backend_name(), url.drivername))
