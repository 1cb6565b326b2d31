"""The shelf: the stories that may be read from a seat, and one story as a page."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.pages import Pages
from bot.channels.web.parts import WebParts
from bot.channels.web.rooms import Seating
from bot.channels.web.seats import VISITOR

_SEARCH_LIMIT = 1_000  # characters


class ShelfPages:
    """Pages over stories. What may be shown is decided anew for each request, by `Read`."""

    def __init__(self, parts: WebParts, pages: Pages, seating: Seating) -> None:
        self._read = parts.read
        self._pages = pages
        self._seating = seating

    def routes(self, shelf: str, base: str) -> list[BaseRoute]:
        """Give the routes of a shelf at one address, and of its stories below another."""
        return [Route(shelf, self.list), Route(f"{base}/stories/{{ref}}", self.story)]

    async def list(self, request: Request) -> Response:
        """Show all stories, or those nearest to what was searched for."""
        sitting = self._seating(request)
        query = request.query_params.get("q", "").replace("\0", "").strip()[:_SEARCH_LIMIT]
        values: dict[str, object] = {"s": sitting, "query": query, "told": (), "fits": True}
        if query:
            found = await self._read.search(sitting.speaker, sitting.room, query)
            values["told"], values["fits"] = found
        values["stories"] = await self._read.shelf(sitting.speaker, sitting.room)
        template = "home.html" if sitting.seat is VISITOR else "shelf.html"
        return self._pages.html(request, template, values)

    async def story(self, request: Request) -> Response:
        """Show one story; 404 whether it never was, is gone, or is not for this reader."""
        sitting = self._seating(request)
        story = await self._read.story(sitting.speaker, sitting.room, request.path_params["ref"])
        if story is None:
            raise HTTPException(404)
        return self._pages.html(request, "story.html", {"s": sitting, "story": story})
