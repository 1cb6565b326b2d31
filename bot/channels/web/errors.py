"""What a person reads when something is refused or breaks. Never the text of an exception."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from bot.channels.web.guards import SECURITY_HEADERS
from bot.channels.web.pages import Pages

_log = logging.getLogger(__name__)

_BROKEN = (
    "Something broke on our side",
    "What you wrote is kept if it had arrived. Reload the page in a moment to see.",
)
_WORDS: Mapping[int, tuple[str, str]] = {
    400: ("This could not be read", "The page that sent it may be old. Reload it and try again."),
    403: (
        "This did not come from our page",
        "For your safety nothing was done. Open the page itself and send it from there.",
    ),
    404: ("There is nothing here", "It may have been taken down, or the address is mistyped."),
    405: ("There is nothing here", "This address takes no such request."),
    413: (
        "That is too large",
        "A message can have 20,000 characters, a file one megabyte. Send a smaller piece.",
    ),
    429: (
        "That was a lot at once",
        "Wait a minute, then go on. Nothing that was answered is lost.",
    ),
}


class ErrorPages:
    """Answers what went wrong with a plain page, or a line of it for htmx."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @property
    def handlers(self) -> Mapping[type[Exception], ExceptionHandler]:
        """The handlers, as Starlette takes them."""
        return {HTTPException: self.refused, Exception: self.broken}

    async def refused(self, request: Request, error: Exception) -> Response:
        """Say what was refused."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        response = self._page(request, status)
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    async def broken(self, request: Request, error: Exception) -> Response:
        """Say that it was us."""
        _log.error("a page failed", exc_info=error)
        response = self._page(request, HTTPStatus.INTERNAL_SERVER_ERROR)
        # Written outside the middleware that adds these to all other pages.
        response.headers.update(SECURITY_HEADERS)
        return response

    def _page(self, request: Request, status: int) -> Response:
        title, advice = _WORDS.get(status, _BROKEN)
        values = {"title": title, "advice": advice}
        if "hx-request" not in request.headers:
            return self._pages.html(request, "error.html", values, status)
        response = self._pages.html(request, "notice.html", values, status)
        response.headers.update({"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"})
        return response
