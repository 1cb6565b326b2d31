"""Bolt alone with one insert for each event: what acknowledging costs at least.

Run as `python -m bot.cli.bench.bare_bolt DATABASE API SECRET`, it prints its port and serves.
"""

import asyncio
import json
import logging
import re
import socket
import sys
from datetime import UTC, datetime
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Column, DateTime, MetaData, String, Table, Text
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.bootstrap.bare import bare_engine
from bot.cli.bench.slack_side import BOT, TEAM

_TOKEN = "xoxb-bench"  # noqa: S105 - of a Slack that is none
TABLES = MetaData()
EVENTS = Table(
    "bare_events",
    TABLES,
    Column("key", String, primary_key=True),
    Column("at", DateTime(timezone=True)),
    Column("event", Text),
)


def bolt(engine: AsyncEngine, api: str, secret: str) -> AsyncApp:
    """Make a Bolt application that puts every event into a table before it acknowledges."""

    async def known(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id=BOT, bot_token=_TOKEN)

    app = AsyncApp(
        signing_secret=secret,
        client=AsyncWebClient(_TOKEN, base_url=api),
        process_before_response=True,
        authorize=known,
        attaching_conversation_kwargs_enabled=False,
    )

    async def keep(event: dict[str, Any]) -> None:
        row = {"key": event["ts"], "at": datetime.now(UTC), "event": json.dumps(event)}
        async with engine.begin() as connection:
            await connection.execute(EVENTS.insert(), row)

    app.event(re.compile(".*"))(keep)
    return app


async def main(address: str, api: str, secret: str) -> None:
    """Serve until stopped."""
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    engine = bare_engine(address)
    async with engine.begin() as connection:
        await connection.run_sync(TABLES.create_all)
    handler = AsyncSlackRequestHandler(bolt(engine, api, secret))

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(json.dumps({"port": listening.getsockname()[1]}) + "\n")
    sys.stdout.flush()
    app = Starlette(routes=[Route("/slack/events", take, methods=["POST"])])
    config = uvicorn.Config(app, log_level="error", access_log=False)
    await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
