"""The door in front of an emulated Slack: what the emulator lacks, and a look at each call."""

import contextlib
import json
import threading
import time

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tests.channels.slack.checks import careless_in, wrong_with
from tests.channels.slack.standin import arguments_of

_OF_THE_EMULATOR = "/api/views.generateTriggerId"  # what a person's client does by itself


class Door:
    """In front of the emulator: it reads POST bodies alone, and knows no shared channels.

    Every call of the bot's is held against what Slack takes; `refused` are those that the
    emulator did not take, for want of a scope or a trigger.
    """

    def __init__(self, upstream, token, shared):
        self.calls, self.wrong, self.refused, self.views = [], [], [], []
        self.last_call = 0.0
        self._token, self._teams_in = token, shared
        self._upstream = upstream
        self.app = Starlette(routes=[Route("/{path:path}", self._pass, methods=["GET", "POST"])])

    async def _pass(self, request):
        path, body = request.url.path, await request.body()
        of_bot = request.headers.get("authorization") == f"Bearer {self._token}"
        of_bot = of_bot and path != _OF_THE_EMULATOR
        headers = {
            k: v for k, v in request.headers.items() if k in ("authorization", "content-type")
        }
        method, query = request.method, request.url.query
        if path.startswith("/api/"):
            arguments = await arguments_of(request)
            body, method, query = json.dumps(arguments), "POST", ""
            headers["content-type"] = "application/json"
        async with httpx.AsyncClient(base_url=self._upstream, timeout=40) as client:
            sent = await client.request(method, f"{path}?{query}", content=body, headers=headers)
        content = self._shared(sent) if path == "/api/conversations.info" else sent.content
        if of_bot and path.startswith("/api/"):
            self._note(path.removeprefix("/api/"), arguments, sent.json())
        return Response(content, sent.status_code, media_type=sent.headers.get("content-type"))

    def _note(self, method, arguments, told):
        arguments.pop("token", None)
        self.wrong += wrong_with(method, arguments) + careless_in(method, arguments)
        self.views += filter(None, [told.get("view")])
        if not told["ok"]:
            self.refused.append((method, told.get("error"), told.get("needed")))
        self.calls.append((method, arguments))
        self.last_call = time.monotonic()

    def _shared(self, sent):
        told = sent.json()
        teams = self._teams_in.get(told.get("channel", {}).get("id"))
        if teams:
            told["channel"] |= {"is_ext_shared": True, "connected_team_ids": teams}
        return json.dumps(told)


@contextlib.contextmanager
def served_in_thread(app, listening):
    """Serve an application at a socket that listens, beside a test that waits."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
