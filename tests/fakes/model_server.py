"""A server on loopback that speaks the OpenAI protocol and answers as a test tells it to."""

import asyncio
import json
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.loopback import served

TOKENS = {"prompt_tokens": 700, "completion_tokens": 40, "total_tokens": 740}


@dataclass
class Answer:
    """What the server does with one request: says something, or fails in some way."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0  # seconds before anything is sent
    cut: int | None = None  # characters after which the connection breaks
    finish: str | None = "stop"
    usage: dict[str, Any] = field(default_factory=lambda: dict(TOKENS))


class ModelServer:
    """Answers by a function of the request, or from a queue; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.queue: deque[Answer] = deque()
        self.answer = None  # a function of the request's body
        self.url = ""

    def will(self, *answers) -> None:
        """Line up answers; a plain string is said."""
        self.queue.extend(Answer(a) if isinstance(a, str) else a for a in answers)

    def data(self, n: int = -1) -> dict[str, Any]:
        """Give the data that a request carried."""
        content = self.asked[n]["messages"][-1]["content"]
        return json.loads(content.removeprefix("<data>").removesuffix("</data>"))

    def requests(self, purpose: str) -> list[dict[str, Any]]:
        """Give the requests for listening or for wording."""
        return [body for body in self.asked if is_listening(body) is (purpose == "listen")]

    async def chat(self, request: Request) -> Response:
        body = await request.json()
        self.asked.append(body)
        self.paths.append(request.url.path)
        if self.queue:
            answer = self.queue.popleft()
        else:
            answer = self.answer(body) if self.answer else Answer("")
        answer = Answer(answer) if isinstance(answer, str) else answer
        await asyncio.sleep(answer.hang)
        if answer.status != 200:
            error = {"error": {"message": "secret words of the server", "type": "x"}}
            return JSONResponse(error, answer.status, answer.headers)
        if body.get("stream"):
            return StreamingResponse(_events(answer), media_type="text/event-stream")
        return JSONResponse(_whole(answer))

    @asynccontextmanager
    async def running(self):
        """Serve on a free port of loopback for as long as the block lasts."""
        app = Starlette(routes=[Route("/v1/chat/completions", self.chat, methods=["POST"])])
        async with served(app) as address:
            self.url = f"{address}/v1"
            yield self


def is_listening(body: dict[str, Any]) -> bool:
    """Say whether a request asks what a message says."""
    return "response_format" in body


def heard(*entries, intents=("describe",), assent="none") -> str:
    """Write what a model has heard: entries as (field, span)."""
    found = [{"field": f, "span": s, "sure": "estimate", "aspect": None} for f, s in entries]
    return json.dumps({"intents": list(intents), "entries": found, "assent": assent})


def _whole(answer: Answer) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer.text}
    choice = {"index": 0, "message": message, "finish_reason": answer.finish}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
        "usage": answer.usage,
    }


async def _events(answer: Answer):
    sent = 0
    for piece in answer.text.split(" "):
        if answer.cut is not None and sent >= answer.cut:
            raise ConnectionResetError
        yield _event([{"index": 0, "delta": {"content": f"{piece} "}, "finish_reason": None}])
        sent += len(piece) + 1
    if answer.finish:
        yield _event([{"index": 0, "delta": {}, "finish_reason": answer.finish}])
    yield _event([], answer.usage)
    yield "data: [DONE]\n\n"


def _event(choices, usage=None) -> str:
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": choices,
        "usage": usage,
    }
    return f"data: {json.dumps(chunk)}\n\n"
