"""The library that speaks with Teams, set up from our settings alone."""

import warnings
from collections.abc import Callable
from typing import Any

from microsoft_teams.api.auth.cloud_environment import PUBLIC
from microsoft_teams.apps import App
from microsoft_teams.common import ClientOptions

from bot.channels.teams.parts import Access

_NOBODY = "groundwork"  # the application's id where none is registered
_TIMEOUT = 15.0  # seconds; the library itself would wait for ever


class Unmounted:
    """Has the library serve nothing by itself.

    Its own route fetches keys while the event loop waits, and lets through what names no address;
    ours is in `endpoint.py`.
    """

    def register_route(self, method: str, path: str, handler: Callable[..., Any]) -> None:
        """Leave a route out."""

    def serve_static(self, path: str, directory: str) -> None:
        """Leave a folder out."""

    async def start(self, port: int) -> None:
        """Start no server."""

    async def stop(self) -> None:
        """Stop no server."""


def make_library(access: Access) -> App:
    """Set the library up. What is given here wins over variables that it would read by itself."""
    # The library warns of itself, at each message that only its reader is shown.
    warnings.filterwarnings("ignore", ".*create_targeted is in preview")
    return App(
        client_id=access.app_id or _NOBODY,
        client_secret=access.password or None,
        token=access.token or _no_token,
        tenant_id=access.tenant or None,
        http_server_adapter=Unmounted(),
        dangerously_allow_unauthenticated_requests=False,
        cloud=PUBLIC,
        client=ClientOptions(timeout=_TIMEOUT),
        state=False,
        fetch_user_token=False,
        telemetry={"agent365": False},
    )


async def _no_token(_scope: object, _tenant: str | None) -> None:
    """Microsoft's local playground asks for none."""
