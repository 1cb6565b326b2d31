"""A Slack that answers at once and counts what is posted, for measuring acknowledgements.

Run as `python -m bot.cli.bench.slack_side`, it prints its port and serves until it is stopped; at
`/posted` it says how many messages stand in which thread.
"""

import itertools
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TEAM, THEIRS, BOT = "T0BENCH", "T0BUYERS", "U0BOT"


class SlackSide:
    """Knows everybody, and remembers where something was posted."""

    def __init__(self) -> None:
        self.posted: Counter[str] = Counter()
        self._count = itertools.count()

    async def call(self, request: Request) -> Response:
        """Answer one call of its API."""
        sent = dict(parse_qsl((await request.body()).decode())) | dict(request.query_params)
        if request.headers.get("content-type", "").startswith("application/json"):
            sent = await request.json()
        return JSONResponse({"ok": True} | self._answer(request.path_params["method"], sent))

    def _answer(self, method: str, sent: Mapping[str, object]) -> dict[str, object]:
        if method == "auth.test":
            return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "http://x/"}
        if method == "users.info":
            return {"user": {"id": sent["user"], "team_id": THEIRS, "is_stranger": True}}
        if method == "conversations.info":
            shared = {"is_ext_shared": True, "connected_team_ids": [TEAM, THEIRS]}
            return {"channel": {"id": sent["channel"], "is_channel": True} | shared}
        if method == "conversations.replies":
            return {"messages": []}
        if method == "chat.postMessage":
            self.posted[str(sent.get("thread_ts"))] += 1
            return {"ts": f"{time.time():.0f}.{next(self._count):06d}"}
        return {}

    async def told(self, _: Request) -> Response:
        """Say what was posted where."""
        return JSONResponse(self.posted)


def main() -> None:
    """Serve until stopped."""
    side = SlackSide()
    routes = [
        Route("/posted", side.told),
        Route("/api/{method}", side.call, methods=["GET", "POST"]),
    ]
    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(json.dumps({"port": listening.getsockname()[1]}) + "\n")
    sys.stdout.flush()
    config = uvicorn.Config(Starlette(routes=routes), log_level="error", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
