"""The address that Teams sends activities to: checked here, then handed to the library."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

from microsoft_teams.api.activities import ActivityTypeAdapter
from microsoft_teams.api.auth import TokenProtocol
from microsoft_teams.apps import App
from microsoft_teams.apps.events import ActivityEvent, CoreActivity
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.loopback import from_here, is_loopback
from bot.channels.teams.tokens import TokenCheck, TokenRefusedError

_LONGEST = 1_048_576  # bytes

_log = logging.getLogger(__name__)

Activity = dict[str, Any]
# What code meets in an activity that has not the shape of one.
SHAPELESS = (AttributeError, LookupError, TypeError, ValueError)
Vouch = Callable[[Request, Activity], Awaitable[str]]


def application(library: App, vouch: Vouch) -> Starlette:
    """Make the application that is served below the path of this channel."""
    return Starlette(routes=[Route("/messages", Endpoint(library, vouch).take, methods=["POST"])])


def by_token(check: TokenCheck) -> Vouch:
    """Believe whoever holds a token that Microsoft signed for us."""

    async def vouch(request: Request, activity: Activity) -> str:
        return await check(request.headers.get("authorization", ""), activity)

    return vouch


async def by_place(request: Request, activity: Activity) -> str:
    """Believe whoever sits at this machine, and answer to nowhere else."""
    address = str(activity.get("serviceUrl") or "")
    if not from_here(request.scope) or not is_loopback(urlsplit(address).hostname or ""):
        raise TokenRefusedError("it has no token, and comes from elsewhere or would go there")
    return address


class Endpoint:
    """Takes activities. Nothing reaches the library that nobody vouches for."""

    def __init__(self, library: App, vouch: Vouch) -> None:
        self._library = library
        self._vouch = vouch

    async def take(self, request: Request) -> Response:
        """Check an activity, have it handled, and give what the platform is to know."""
        activity = await _read(request)
        if activity is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        try:
            activity["serviceUrl"] = await self._vouch(request, activity)
        except TokenRefusedError as refused:
            _log.warning("an activity was refused: %s", refused)
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        return await self._handled(activity)

    async def _handled(self, activity: Activity) -> Response:
        handle = self._library.server.on_request
        if handle is None:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        if not _is_known(activity):
            return Response(status_code=HTTPStatus.OK)
        try:
            event = ActivityEvent(CoreActivity.model_validate(activity), _token(activity))
            result = await handle(event)
        except SHAPELESS as error:
            _log.warning("an activity was not understood", exc_info=error)
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - the platform is told no more than that
            _log.error("an activity could not be handled", exc_info=error)
            return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        answer = result.model_dump(mode="json", by_alias=True, exclude_none=True)
        status = answer.get("status", HTTPStatus.OK)
        body = answer.get("body")
        return Response(status_code=status) if body is None else JSONResponse(body, status)


async def _read(request: Request) -> Activity | None:
    """Read an activity; None where it is none, or is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST:
            return None
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return activity if isinstance(activity, dict) else None


def _is_known(activity: Activity) -> bool:
    """A kind of activity that the library does not know is none that we answer."""
    try:
        ActivityTypeAdapter.validate_python(activity)
    except ValidationError:
        _log.warning("an activity could not be read")
        return False
    return True


def _token(activity: Mapping[str, object]) -> TokenProtocol:
    """What the library asks of a token; the token itself goes no further than this file."""
    return cast("TokenProtocol", SimpleNamespace(service_url=activity["serviceUrl"]))
