"""A model that costs nothing: it speaks the OpenAI protocol, and gives back what it is given.

It hears a message's first sentence as the problem, words a plain reply as it stands, and sorts
every sentence into the problem. Run as `python -m bot.cli.bench.echo_model PORT`, it serves until
it is stopped, for measuring what is added around the calls, and how many calls and tokens there
are; at `/used` it says what it was asked for. Tokens are counted as four characters each.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.domain.text import sentences

CHARACTERS = 4  # a token
_OPENS, _CLOSES = "<data>", "</data>"


def answer_to(data: dict[str, Any]) -> str:
    """Give what was asked for, made of the data alone."""
    if "sentences" in data:
        sorted_ = [{"n": int(n), "facet": "problem"} for n in data["sentences"]]
        return json.dumps({"sentences": sorted_, "outcome": None})
    if "plain_reply" in data:
        return str(data["plain_reply"])
    span = next(iter(sentences(data["message"])), "")
    entry = {"field": "problem", "span": span, "sure": "estimate", "aspect": None}
    return json.dumps({"intents": ["describe"], "entries": [entry], "assent": "none"})


class EchoModel:
    """Answers at once and counts."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    async def chat(self, request: Request) -> Response:
        """Answer one request for a chat completion, as a stream if it asks for one."""
        body = await request.json()
        said = "".join(_text(message["content"]) for message in body["messages"])
        told = _text(body["messages"][-1]["content"])
        text = answer_to(json.loads(told.removeprefix(_OPENS).removesuffix(_CLOSES)))
        usage = _usage(len(said), len(text))
        self.used.update({"requests": 1, **usage})
        if body.get("stream"):
            return StreamingResponse(_events(text, usage), media_type="text/event-stream")
        choice = {"index": 0, "message": {"role": "assistant", "content": text}}
        return JSONResponse(
            _head("chat.completion")
            | {"choices": [choice | {"finish_reason": "stop"}], "usage": usage}
        )

    async def told(self, request: Request) -> Response:
        """Say what was asked for so far."""
        del request
        return JSONResponse(dict(self.used))


def echo_app() -> Starlette:
    """Give the server as an ASGI application."""
    model = EchoModel()
    return Starlette(
        routes=[
            Route("/v1/chat/completions", model.chat, methods=["POST"]),
            Route("/used", model.told),
        ]
    )


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _usage(asked: int, answered: int) -> dict[str, int]:
    given, made = asked // CHARACTERS, answered // CHARACTERS
    return {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made}


def _head(kind: str) -> dict[str, Any]:
    return {"id": "echo", "object": kind, "created": int(time.time()), "model": "echo"}


async def _events(text: str, usage: dict[str, int]) -> AsyncIterator[str]:
    said = [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]
    done = [{"index": 0, "delta": {}, "finish_reason": "stop"}]
    for choices, used in ((said, None), (done, None), ([], usage)):
        chunk = _head("chat.completion.chunk") | {"choices": choices, "usage": used}
        yield f"data: {json.dumps(chunk)}\n\n"
    yield "data: [DONE]\n\n"


if __name__ == "__main__":
    uvicorn.run(echo_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
