"""A server on loopback that plays what providers of language models say, and keeps what it got."""

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.exchanges import Answer
from tests.fakes.loopback import served


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
        app = Starlette(routes=[Route("/{path:path}", self.answer, methods=["POST"])])
        async with served(app) as self.url:
            try:
                yield self
            finally:
                self.let_go()
