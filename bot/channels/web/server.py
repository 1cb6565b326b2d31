"""Serving the application until it is told to stop."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette

from bot.domain.errors import SetupError

_GRACE = 10  # seconds that open requests get to finish
_POLL = 0.02  # seconds


async def serve(
    app: Starlette, host: str, port: int, started: Callable[[str], None] = lambda _: None
) -> None:
    """Serve until SIGINT or SIGTERM; requests that are open may finish. Port 0 takes a free one.

    `started` is called with the address once pages are served. Cancelling stops it too.

    Raises:
        SetupError: the address cannot be taken.
    """
    listening = _bind(host, port)
    # Its lifespan is entered here: uvicorn would end the process where that fails.
    with contextlib.closing(listening), _returning_signals():
        async with app.router.lifespan_context(app):
            await _run(app, listening, lambda: started(_url(host, listening)))


async def _run(app: Starlette, listening: socket.socket, started: Callable[[], None]) -> None:
    server = uvicorn.Server(_config(app))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        # Uvicorn says that it has started by this flag alone.
        while not (server.started or running.done()):  # noqa: ASYNC110
            await asyncio.sleep(_POLL)
        started()
        await asyncio.shield(running)
    finally:
        server.should_exit = True
        await running


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,  # logging is set up by whoever starts us
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise SetupError(
            f"Address {_written(host)}:{port} cannot be taken; stop what uses it or choose "
            "another with --port."
        ) from None
    return listening


def _url(host: str, listening: socket.socket) -> str:
    return f"http://{_written(host)}:{listening.getsockname()[1]}"


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def _returning_signals() -> Iterator[None]:
    """Uvicorn raises the signal that stopped it again, which would end us before all is closed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {s: signal.signal(s, lambda *_: None) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
