"""Serving an ASGI application on a free port of loopback, inside a test's own process."""

import asyncio
import socket
from contextlib import asynccontextmanager

import uvicorn


@asynccontextmanager
async def served(app):
    """Serve for as long as the block lasts, and give the address to ask at."""
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", lifespan="off", access_log=False
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110 - uvicorn says it by this flag alone
            await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
