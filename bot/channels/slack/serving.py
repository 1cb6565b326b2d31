"""Serving Slack: signed requests in the same web application, or Socket Mode."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import (
    AsyncSlackRequestHandler,
    to_async_bolt_request,
    to_starlette_response,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.slack.app import SlackChannel
from bot.channels.slack.clients import SHAPELESS
from bot.channels.slack.config import SlackConfig

logger = logging.getLogger(__name__)

BODY_LIMIT = 1_048_576  # bytes; read before the signature can be checked


class SlackServing:
    """Where Slack comes in: the routes to mount, and the socket while serving."""

    def __init__(self, channel: SlackChannel, config: SlackConfig) -> None:
        self._channel = channel
        self._config = config

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none where Slack does not come over HTTP."""
        if not self._config.over_http:
            return []
        found: list[BaseRoute] = [Route("/slack/events", self._events, methods=["POST"])]
        if self._config.several:
            handler = AsyncSlackRequestHandler(self._channel.app)
            found += [
                Route(path, handler.handle, methods=["GET"])
                for path in ("/slack/install", "/slack/oauth_redirect")
            ]
        return found

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be connected, where Slack comes over a socket; what was begun is finished at the end."""
        if not self._config.over_socket:
            try:
                yield
            finally:
                await self._channel.working.close()
            return
        # Its methods have no types.
        handler: Any = AsyncSocketModeHandler(self._channel.app, self._config.app_token)
        # It tries until it is connected; the web is served meanwhile.
        connecting = asyncio.create_task(handler.connect_async())
        try:
            yield
        finally:
            connecting.cancel()
            await asyncio.gather(connecting, return_exceptions=True)
            await handler.close_async()
            await self._channel.working.close()

    async def _events(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            answer = await self._channel.app.async_dispatch(to_async_bolt_request(request, body))
        except SHAPELESS as error:
            # Bolt itself stumbles over what has not the shape of an event.
            logger.warning("Slack: a request was not understood (%s)", type(error).__name__)
            return PlainTextResponse("not understood", 400)
        return to_starlette_response(answer)


async def _body(request: Request) -> bytes | None:
    """Read a body; None for one that is larger than anything Slack sends."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > BODY_LIMIT:
            return None
    return bytes(read)
