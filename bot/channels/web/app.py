"""The web application, joined from its parts."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router

from bot.channels.web import enter
from bot.channels.web.assets import asset_routes, find_htmx
from bot.channels.web.cookies import DEMO_TOKEN, VISITOR_TOKEN, Token
from bot.channels.web.errors import ErrorPages
from bot.channels.web.forms import FILE_BYTES
from bot.channels.web.gate import DemoGate
from bot.channels.web.guards import SecureHeaders
from bot.channels.web.operations import operation_routes
from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.rate import RateLimit
from bot.channels.web.rooms import Endpoint, RoomPages, Seating, form_route
from bot.channels.web.seats import SEATS, VISITOR, Seat
from bot.channels.web.shelf import ShelfPages


def create_app(parts: WebParts) -> Starlette:
    """Make the application: the public shelf, and the seats where they exist."""
    return join(parts, find_htmx())


def join(parts: WebParts, htmx: Path | None) -> Starlette:
    """Make the application with htmx from this file, or without it."""
    pages = Pages(parts.operator, htmx=htmx is not None)
    public = Router(_public(parts, pages), redirect_slashes=False)
    limited = RateLimit(public, parts.rates)
    seats = Router(_seats(parts, pages), redirect_slashes=False, default=limited)
    gate = DemoGate(parts.host if parts.demo else None, seats, limited)
    return Starlette(
        routes=[
            *operation_routes(parts.operations),
            *parts.beside,
            *asset_routes(htmx),
            Mount("/", gate),
        ],
        middleware=[Middleware(SecureHeaders, tls=parts.behind_tls)],
        exception_handlers=ErrorPages(pages).handlers,
    )


def _public(parts: WebParts, pages: Pages) -> list[BaseRoute]:
    seating = Seating(VISITOR_TOKEN, lambda _: VISITOR)
    return [
        *ShelfPages(parts, pages, seating).routes("/", ""),
        *RoomPages(parts, pages, seating).routes("/talk"),
        form_route("/talk/again", _again(VISITOR_TOKEN, "/talk")),
    ]


def _seats(parts: WebParts, pages: Pages) -> list[BaseRoute]:
    seating = Seating(DEMO_TOKEN, _seat_asked_for)
    rooms = RoomPages(parts, pages, seating)
    base = "/demo/{seat}"

    async def choose(request: Request) -> Response:
        return pages.html(request, "seats.html", {})

    return [
        Route("/demo", choose),
        form_route("/demo/again", _again(DEMO_TOKEN, "/demo")),
        *rooms.routes(base),
        *ShelfPages(parts, pages, seating).routes(f"{base}/stories", base),
        form_route(f"{base}/file", rooms.takes(enter.story_file), FILE_BYTES),
    ]


def _seat_asked_for(request: Request) -> Seat:
    found = [seat for seat in SEATS if seat.slug == request.path_params["seat"]]
    if not found:
        raise HTTPException(404)
    return found[0]


def _again(token: Token, base: str) -> Endpoint:
    async def again(_: Request) -> Response:
        response = RedirectResponse(base, 303)
        token.drop(response)
        return response

    return again
