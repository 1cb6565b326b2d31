"""What whoever runs the bot asks: is it alive, is it ready, what are its figures."""

import hmac

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.web.guards import SecureHeaders
from bot.channels.web.parts import Operations

_FIGURES = "text/plain; version=0.0.4; charset=utf-8"  # Prometheus' own
_FRESH = {"Cache-Control": "no-store"}


def operation_routes(operations: Operations) -> list[Route]:
    """Make the routes. That it is alive and ready may be asked by anyone; more, with the token.

    Where somebody sits tells nothing: a proxy on this machine looks like this machine.
    """

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok", headers=_FRESH)

    async def ready(request: Request) -> Response:
        amiss = await operations.ready()
        status = 503 if amiss else 200
        if _known(request, operations.token):
            return JSONResponse({"ready": not amiss, "amiss": dict(amiss)}, status, _FRESH)
        return PlainTextResponse("not ready" if amiss else "ready", status, _FRESH)

    async def figures(request: Request) -> Response:
        if not _known(request, operations.token):
            raise HTTPException(404)
        return Response(await operations.figures(), headers=_FRESH, media_type=_FIGURES)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", figures)]


def operations_app(operations: Operations) -> Starlette:
    """Make an application of these alone, for a process that serves nothing else."""
    return Starlette(routes=operation_routes(operations), middleware=[Middleware(SecureHeaders)])


def _known(request: Request, token: str) -> bool:
    """Say whether the token was brought. Without one set, nobody can."""
    kind, _, brought = request.headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(brought.strip().encode(), token.encode())
    return bool(token) and kind.lower() == "bearer" and same
