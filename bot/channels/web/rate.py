"""How often one client may come to the public pages."""

import math
import time
from ipaddress import ip_address, ip_network

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.parts import Rates

_SITE = 64  # bits: one household or office holds that many IPv6 addresses


class RateLimit:
    """Answers 429 to a client that comes too often; reading and writing are counted apart.

    Counted in this process: with several replicas each counts its own.
    """

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._read = parse_many(rates.read)
        self._write = parse_many(rates.write)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits."""
        writes = scope.get("method", "GET") not in ("GET", "HEAD")
        who = ("write" if writes else "read", _client(scope))
        for limit in self._write if writes else self._read:
            if not await self._limiter.hit(limit, *who):
                raise HTTPException(429, headers={"Retry-After": await self._wait(limit, who)})
        await self._app(scope, receive, send)

    async def _wait(self, limit: RateLimitItem, who: tuple[str, str]) -> str:
        window = await self._limiter.get_window_stats(limit, *who)
        return str(max(1, math.ceil(window.reset_time - time.time())))


def _client(scope: Scope) -> str:
    host = (scope.get("client") or ("unknown",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    bits = _SITE if address.version == 6 else 32  # noqa: PLR2004 - IPv6, and an IPv4 address alone
    return str(ip_network((address, bits), strict=False))
