"""Working while a command runs: the worker, and what has to be done from time to time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.bootstrap import App
from bot.cli.clockwork import keep_time


@asynccontextmanager
async def at_work(app: App, *, working: bool) -> AsyncIterator[None]:
    """Work off what is accepted, here or elsewhere; turns under way are finished at the end."""
    jobs = [app.worker.run(working=working)]
    if working:
        jobs.append(keep_time(app))
    tasks = [asyncio.create_task(job) for job in jobs]
    app.respond.leave_to(app.worker)
    try:
        yield
    finally:
        app.respond.leave_to(None)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
