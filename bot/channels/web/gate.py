"""The seats' door: they exist on the machine that serves them, and nowhere else."""

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.loopback import from_here, is_loopback

DEMO_OPEN = "groundwork.demo"


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
        scope[DEMO_OPEN] = self._on and from_here(scope)
        app = self._seats if scope[DEMO_OPEN] else self._public
        await app(scope, receive, send)
