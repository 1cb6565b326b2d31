"""What the Teams channel is made of; bootstrap hands it over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.routing import BaseRoute

from bot.channels.teams.keys import MICROSOFT
from bot.domain.audience import Role
from bot.use_cases.read import Read
from bot.use_cases.respond import Respond

MESSAGE_LIMIT = 20_000  # characters
FILE_LIMIT = 1_048_576  # bytes

Served = BaseRoute
TokenSource = Callable[[object, str | None], Awaitable[str | None]]
RoleOf = Callable[[str], Awaitable[Role | None]]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """As which application we speak with Teams, and whom we believe.

    `tenant` is the vendor's own. With `unauthenticated`, activities need no token, and only what
    comes from this machine is taken. `token` replaces the fetching of tokens from Microsoft.
    """

    app_id: str = ""
    password: str = field(default="", repr=False)
    tenant: str = ""
    unauthenticated: bool = False
    keys_url: str = MICROSOFT
    token: TokenSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsParts:
    """The use cases and settings behind the channel.

    `patience` is how many seconds a room waits before it is told that an answer is being worked
    on, `pace` how many lie between two pieces of a streamed reply.
    """

    access: Access
    respond: Respond
    read: Read
    role_of: RoleOf
    operator: str
    greeting: str = ""
    patience: float = 2.0
    pace: float = 0.4
    now: Callable[[], datetime] = _now
