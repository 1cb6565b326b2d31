"""Serving: it says where, finishes what it began, and says plainly why it cannot start."""

import asyncio
import contextlib
import signal
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.channels.web.server import serve
from bot.domain.errors import SetupError


async def slow(_):
    await asyncio.sleep(0.3)
    return PlainTextResponse("done")


@contextlib.asynccontextmanager
async def serving(app):
    started = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(app, "127.0.0.1", 0, started.set_result))
    yield await asyncio.wait_for(started, 10), task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_it_says_where_it_serves_once_it_does():
    async with serving(Starlette(routes=[Route("/", slow)])) as (url, _):
        assert url.startswith("http://127.0.0.1:")
        async with httpx.AsyncClient() as client:
            assert (await client.get(url)).text == "done"


async def test_told_to_stop_it_finishes_what_is_open_and_returns():
    async with serving(Starlette(routes=[Route("/", slow)])) as (url, task):
        async with httpx.AsyncClient() as client:
            asked = asyncio.create_task(client.get(url))
            await asyncio.sleep(0.1)
            signal.raise_signal(signal.SIGTERM)
            assert (await asked).text == "done"
        await asyncio.wait_for(task, 5)


async def test_a_taken_port_is_said_plainly():
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(SetupError, match="choose another"),
    ):
        await serve(Starlette(), "127.0.0.1", taken.getsockname()[1])


async def test_what_keeps_it_from_starting_is_raised():
    @contextlib.asynccontextmanager
    async def broken(_):
        raise SetupError("no database")
        yield

    with pytest.raises(SetupError, match="no database"):
        await serve(Starlette(lifespan=broken), "127.0.0.1", 0)
