"""Noticing that files on this machine have changed, by the system's own notices."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch

from bot.ports.files import Stop

SETTLED = 400  # milliseconds without a change: whoever was writing has finished
_LONGEST = 30_000  # milliseconds that changes may go on before they are told all the same
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
                        yield
                    if _there(paths) != there:
                        break


def _changes(paths: Sequence[str]) -> AsyncGenerator[set[tuple[Change, str]], None]:
    return awatch(
        *paths,
        watch_filter=None,
        debounce=_LONGEST,
        step=SETTLED,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )


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
