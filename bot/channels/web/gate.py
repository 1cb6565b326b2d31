"""The seats' door: they exist on the machine that serves them, and nowhere else."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

DEMO_OPEN = "groundwork.demo"
_NAMES = ("localhost", "127.0.0.1", "[::1]")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")


class DemoGate:
    """Serves the application with seats to whoever is at this machine, else the one without.

    Asked from anywhere else the seats are not closed: they are not there, and answer 404.
    """

    def __init__(self, host: str | None, seats: ASGIApp, public: ASGIApp) -> None:
        self._on = host is not None and is_loopback(host)
        self._seats = seats
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose for this request alone."""
        scope[DEMO_OPEN] = self._on and _from_here(scope)
        app = self._seats if scope[DEMO_OPEN] else self._public
        await app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Say whether an address can be reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _from_here(scope: Scope) -> bool:
    """The Host header defeats DNS rebinding; a proxy on this machine would let others in."""
    headers = Headers(scope=scope)
    host, port = scope.get("server") or ("", None)
    client = (scope.get("client") or ("",))[0]
    if any(name in headers for name in _FORWARDED) or not is_loopback(host):
        return False
    return is_loopback(client) and headers.get("host", "") in _hosts(port)


def _hosts(port: int | None) -> set[str]:
    bare = set(_NAMES) if port == 80 else set()  # noqa: PLR2004 - http's own port is left out
    return bare | {f"{name}:{port}" for name in _NAMES}
