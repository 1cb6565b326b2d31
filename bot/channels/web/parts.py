"""What the web channel is made of; bootstrap hands it over."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.routing import BaseRoute

from bot.use_cases.read import Read
from bot.use_cases.respond import Respond

MESSAGE_LIMIT = 20_000  # characters
FILE_LIMIT = 1_048_576  # bytes

Beside = tuple[BaseRoute, ...]


def _now() -> datetime:
    return datetime.now(UTC)


async def _nothing_wrong() -> Mapping[str, str]:
    return {}


async def _no_figures() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Operations:
    """What people and machines that run the bot may ask. Without a token nobody is told more.

    `ready` gives what is amiss, by part.
    """

    ready: Callable[[], Awaitable[Mapping[str, str]]] = _nothing_wrong
    figures: Callable[[], Awaitable[bytes]] = _no_figures
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Rates:
    """How often one client may come, in the words of the `limits` library."""

    read: str = "120/minute"
    write: str = "20/minute;300/day"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebParts:
    """The use cases and settings behind the pages.

    `host` is the address that is bound: seats exist only with `demo` and a loopback one.
    `behind_tls` says that a proxy in front speaks TLS.
    `patience` is how many seconds a page waits for an answer before it says that it takes longer.
    `beside` are routes of other channels that come in by the same address.
    """

    respond: Respond
    read: Read
    operator: str
    demo: bool = False
    host: str = "127.0.0.1"
    behind_tls: bool = False
    operations: Operations = field(default_factory=Operations)
    rates: Rates = field(default_factory=Rates)
    patience: float = 15.0
    beside: Beside = ()
    now: Callable[[], datetime] = _now
