"""Slack's side of Socket Mode, and people whose words and presses reach the bot that way."""

import asyncio
import itertools
import json
from contextlib import asynccontextmanager
from types import SimpleNamespace
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.channels.slack.workspace import Workspace


class SocketMode:
    """A socket that the bot connects to: sends envelopes, and waits until they are taken."""

    def __init__(self):
        self._socket = asyncio.get_running_loop().create_future()
        self._taken = {}
        self._ids = itertools.count(1)

    async def sends(self, kind, payload, **more):
        """Send an envelope; gives what the bot says in answer to it."""
        name = f"e{next(self._ids)}"
        self._taken[name] = asyncio.get_running_loop().create_future()
        envelope = {"type": kind, "envelope_id": name, "payload": payload}
        await (await self._socket).send_json(envelope | more)
        return await self._taken[name]

    async def serve(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._socket.set_result(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                told = json.loads(message.data)
                self._taken[told["envelope_id"]].set_result(told.get("payload"))
        return socket


@asynccontextmanager
async def socket_mode(slack):
    """Serve Socket Mode at the address that the workspace gives the bot."""
    mode, app = SocketMode(), web.Application()
    app.router.add_get("/", mode.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    slack._apps_connections_open = lambda _: {"url": f"ws://127.0.0.1:{port}/"}
    try:
        yield mode
    finally:
        await runner.cleanup()


class OverSocket(Workspace):
    """A workspace in which nothing comes by HTTP."""

    def __init__(self, joined, mode):
        super().__init__(joined.slack, joined.channel, joined.respond, None)
        self._mode = mode

    async def posts(self, body, kind, headers=None):
        del headers  # nothing is signed here: the socket is the bot's own
        if "json" in kind:
            told = await self._mode.sends("events_api", json.loads(body))
        else:
            form = dict(parse_qsl(body))
            pressed = form.get("payload")
            told = await (
                self._mode.sends("interactive", json.loads(pressed))
                if pressed
                else self._mode.sends("slash_commands", form)
            )
        text = json.dumps(told) if told else ""
        return SimpleNamespace(status_code=200, text=text, json=lambda: told)
