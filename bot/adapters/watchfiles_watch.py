"""Noticing that files on this machine have changed, by the system's own notices."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch

from bot.ports.files import Stop

SETTLED = 0.4  # seconds without a change: whoever was writing has finished
_MOST_WAITS = 75  # for a file that is written all the time
_LOOK = 500  # milliseconds between looks at whether the folder itself is still the same


class WatchfilesWatch:
    """Watches folders with all that is below them, and single files."""

    async def __call__(self, paths: Sequence[str], stop: Stop) -> AsyncIterator[None]:
        """Tell once when watching has begun, then each time that something changed and settled.

        A folder that goes away and comes back is watched anew.
        """
        missed = False
        while not stop.is_set():
            there = _there(paths)
            if not there:
                if not missed:
                    missed = True
                    yield
                await asyncio.sleep(_LOOK / 1000)
                continue
            begun = missed = False
            async with aclosing(_changes(list(there))) as changes:
                async for changed in changes:
                    if stop.is_set():
                        return
                    if changed or not begun:
                        begun = True
                        await _settle([path for _, path in changed])
                        yield
                    if _there(paths) != there:
                        break


def _changes(paths: Sequence[str]) -> AsyncGenerator[set[tuple[Change, str]], None]:
    return awatch(
        *paths,
        watch_filter=None,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )


async def _settle(paths: Sequence[str]) -> None:
    """Wait until files stay as they are: a notice comes with the first bytes already."""
    before = None
    for _ in range(_MOST_WAITS):
        now = [_state(path) for path in paths]
        if now == before or not paths:
            return
        before = now
        await asyncio.sleep(SETTLED)


def _state(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _there(paths: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give the paths that lead somewhere, with what tells one folder from its successor."""
    found = {}
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:
            continue
        found[path] = (status.st_dev, status.st_ino)
    return found
