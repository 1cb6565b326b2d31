"""Telling whether a request comes from this machine, with nothing in between."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

_NAMES = ("localhost", "127.0.0.1", "[::1]")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")


def is_loopback(host: str) -> bool:
    """Say whether an address can be reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def from_here(scope: Scope) -> bool:
    """Say whether whoever asks sits at this machine.

    The Host header defeats DNS rebinding; a proxy on this machine would let others in.
    """
    headers = Headers(scope=scope)
    host, port = scope.get("server") or ("", None)
    client = (scope.get("client") or ("",))[0]
    if any(name in headers for name in _FORWARDED) or not is_loopback(host):
        return False
    return is_loopback(client) and headers.get("host", "") in _hosts(port)


def _hosts(port: int | None) -> set[str]:
    bare = set(_NAMES) if port == 80 else set()  # noqa: PLR2004 - http's own port is left out
    return bare | {f"{name}:{port}" for name in _NAMES}
