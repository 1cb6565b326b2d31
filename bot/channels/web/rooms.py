"""The pages of a room: what was said, saying something, the notes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web import enter
from bot.channels.web.cookies import Token
from bot.channels.web.forms import FORM_BYTES, Sent, read_form
from bot.channels.web.guards import BodyLimit, SameOrigin
from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.seats import Seat, Sitting, sit
from bot.domain.events import InboundEvent
from bot.use_cases.respond import Answer

_LATE = "late"  # in an address: what was sent last has no answer yet

_log = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


def form_route(path: str, endpoint: Endpoint, limit: int = FORM_BYTES) -> Route:
    """Make the route of a form. Every form passes the same guards, by being made here."""
    guards = [Middleware(SameOrigin), Middleware(BodyLimit, limit=limit)]
    return Route(path, endpoint, methods=["POST"], middleware=guards)


@dataclass(frozen=True, slots=True)
class Seating:
    """Who asks and where they sit: the seat by the address, the visitor by the cookie."""

    token: Token
    seat: Callable[[Request], Seat]

    def __call__(self, request: Request, fresh: str | None = None) -> Sitting:
        """Seat whoever sent this request."""
        return sit(self.seat(request), self.token.of(request, fresh))


class RoomPages:
    """The pages of one kind of room."""

    def __init__(self, parts: WebParts, pages: Pages, seating: Seating) -> None:
        self._parts = parts
        self._pages = pages
        self._seating = seating
        self._under_way: set[asyncio.Future[Answer]] = set()

    def routes(self, base: str) -> list[BaseRoute]:
        """Give the routes below an address."""
        return [
            Route(base, self.page),
            Route(f"{base}/notes.{{kind}}", self.notes),
            form_route(f"{base}/say", self.takes(enter.message)),
            form_route(f"{base}/press", self.takes(enter.press)),
            form_route(f"{base}/correct", self.takes(enter.correction)),
        ]

    def takes(self, make: enter.Make) -> Endpoint:
        """Give an endpoint that takes one kind of form."""

        async def take(request: Request) -> Response:
            sent = await read_form(request)
            sitting = self._seating(request, sent.key)
            event = make(enter.Arrived(sent, sitting, self._parts.now()))
            late = event is not None and not await self._answered(event)
            return await self._shown(request, sitting, sent, late=late)

        return take

    async def page(self, request: Request) -> Response:
        """Show the room."""
        sitting = self._seating(request)
        view = await self._parts.read.room(sitting.speaker, sitting.room)
        values = {"s": sitting, "view": view, "lines": list(enumerate(view.lines))}
        values["late"] = _LATE in request.query_params
        if sitting.seat.alone:
            values["stories"] = await self._parts.read.shelf(sitting.speaker, sitting.room)
        return self._pages.html(request, "room.html", values)

    async def notes(self, request: Request) -> Response:
        """Give the notes to take along; 404 for a format that they are not given in."""
        sitting = self._seating(request)
        kind = request.path_params["kind"]
        file = await self._parts.read.notes(sitting.speaker, sitting.room, kind)
        if file is None:
            raise HTTPException(404)
        headers = {
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "no-store",
        }
        return Response(file.content, media_type=file.media_type, headers=headers)

    async def _answered(self, event: InboundEvent) -> bool:
        """Have an event answered; False where it takes longer than anyone should have to wait."""
        answering = asyncio.ensure_future(self._parts.respond(event))
        self._under_way.add(answering)
        answering.add_done_callback(self._ended)
        done, _ = await asyncio.wait({answering}, timeout=self._parts.patience)
        if not done:
            return False
        await answering
        return True

    def _ended(self, answering: "asyncio.Future[Answer]") -> None:
        self._under_way.discard(answering)
        if not answering.cancelled() and (error := answering.exception()):
            _log.error("an event is answered later (%s)", type(error).__name__)

    async def _shown(
        self, request: Request, sitting: Sitting, sent: Sent, *, late: bool
    ) -> Response:
        """Send the browser to the room, or give htmx what is new in it."""
        where = f"{sitting.base}?{_LATE}=1#end" if late else f"{sitting.base}#end"
        response: Response = RedirectResponse(where, HTTPStatus.SEE_OTHER)
        if "hx-request" in request.headers:
            view = await self._parts.read.room(sitting.speaker, sitting.room)
            values = {
                "s": sitting,
                "view": view,
                "lines": list(enumerate(view.lines))[sent.seen :],
                "late": late,
            }
            response = self._pages.html(request, "news.html", values)
        token = self._seating.token
        token.keep(request, response, token.of(request, sent.key))
        return response
