"""A server on loopback that plays what providers of language models say, and keeps what it got."""

import asyncio
import socket
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.exchanges import Answer


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str  # as written, with its query
    headers: dict[str, str]
    body: dict[str, Any]


class ProviderServer:
    """Answers whatever is asked with what was lined up for it."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.url = ""
        self._queue: deque[Answer] = deque()
        self._let_go = asyncio.Event()

    def will(self, *answers: Answer) -> None:
        """Line up answers."""
        self._queue.extend(answers)

    def begin(self) -> None:
        """Forget what was before."""
        self.asked.clear()
        self._queue.clear()
        self._let_go = asyncio.Event()

    def let_go(self) -> None:
        """End what hangs."""
        self._let_go.set()

    async def answer(self, request: Request) -> Response:
        raw, query = request.scope["raw_path"].decode(), request.url.query
        path = f"{raw}?{query}" if query else raw
        self.asked.append(Asked(path, dict(request.headers), await request.json()))
        answer = self._queue.popleft()
        # Clients would keep connections open until long after the last test.
        headers = {"connection": "close", **answer.headers}
        return StreamingResponse(self._sent(answer), answer.status, headers, answer.kind)

    async def _sent(self, answer: Answer):
        for n, piece in enumerate(answer.pieces):
            if n == answer.cut_after:
                raise ConnectionResetError
            if n == answer.hang_after:
                await self._let_go.wait()
            yield piece

    @asynccontextmanager
    async def running(self):
        """Serve on a free port for as long as the block lasts."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        routes = [Route("/{path:path}", self.answer, methods=["POST"])]
        config = uvicorn.Config(
            Starlette(routes=routes), host="127.0.0.1", port=port, log_level="critical"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        self.url = f"http://127.0.0.1:{port}"
        try:
            yield self
        finally:
            self.let_go()
            server.should_exit = True
            await serving
