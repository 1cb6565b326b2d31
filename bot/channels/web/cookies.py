"""The cookie that lets a visitor come back to their rooms."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.forms import one_time_key
from bot.channels.web.seats import TOKEN

_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Token:
    """A random token in a cookie; whoever holds it reads the rooms that hang on it."""

    cookie: str
    path: str
    days: int

    def of(self, request: Request, fresh: str | None = None) -> str:
        """Give the visitor's token; else `fresh`, else a new one that nobody has used yet.

        `fresh` is the key of the form they sent: sent twice, it opens one room, not two.
        """
        held = request.cookies.get(self.cookie, "")
        return held if TOKEN.fullmatch(held) else fresh or one_time_key()

    def keep(self, request: Request, response: Response, token: str) -> None:
        """Have the browser keep a token."""
        response.set_cookie(
            self.cookie,
            token,
            max_age=self.days * _DAY,
            path=self.path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )

    def drop(self, response: Response) -> None:
        """Have the browser forget it: what was said stays, but nobody can come back to it."""
        response.delete_cookie(self.cookie, path=self.path, httponly=True, samesite="lax")


VISITOR_TOKEN = Token("groundwork", "/", 30)
DEMO_TOKEN = Token("groundwork_demo", "/demo", 7)
