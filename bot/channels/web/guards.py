"""What requests pass: security headers, and for forms a size limit and the same origin."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_DRAIN = 16  # times the limit: read on so far, so that the browser gets to see the answer


_TLS = {"Strict-Transport-Security": "max-age=31536000"}  # a year; of this name alone


class SecureHeaders:
    """Adds the security headers to every response.

    `tls` says that a proxy in front speaks TLS: then requests count as come by it, so that
    cookies are kept for it.
    """

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        self._app = app
        self._tls = tls
        self._headers = SECURITY_HEADERS | _TLS if tls else SECURITY_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if self._tls:
            scope["scheme"] = "https"
        await self._app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses a request body that is larger than `limit` bytes with 413, as it is read."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting what is read."""
        size = 0

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            while size > self._limit:
                if not message.get("more_body") or size > _DRAIN * self._limit:
                    raise HTTPException(413)
                message = await receive()
                size += len(message.get("body", b""))
            return message

        await self._app(scope, receive_counted, send)


class SameOrigin:
    """Refuses a form that was not sent from our own pages (403); silence about it counts as no."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from our own pages."""
        if not _same_origin(Headers(scope=scope)):
            raise HTTPException(403)
        await self._app(scope, receive, send)


def _same_origin(headers: Headers) -> bool:
    """No page can forge Sec-Fetch-Site; browsers that do not send it send Origin."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin is not None and urlsplit(origin).netloc == headers.get("host")
