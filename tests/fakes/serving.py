"""An application on loopback, for as long as a test needs it."""

import asyncio
import contextlib

from bot.channels.web.server import serve


@contextlib.asynccontextmanager
async def serving(app):
    """Serve an application; gives its address."""
    started = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, started.set_result))
    yield await asyncio.wait_for(started, 10)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
