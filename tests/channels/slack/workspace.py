"""A workspace with people in it: what they write and press reaches the real Bolt app, signed."""

import itertools
import json
import time
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from bot.channels.slack.app import SlackChannel
from bot.channels.slack.clients import OneToken, SlackClients
from bot.channels.slack.config import SlackConfig
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.poster import SlackPoster
from bot.channels.slack.serving import SlackServing
from tests.channels.slack.checks import wrong_with
from tests.channels.slack.standin import ACME, BOT, HOME

SIGNING = "a-signing-secret"
SHARED, INTERNAL = "C0SHARED", "C0INTERNAL"
PRIYA, RAJ, JO, SAM, GUEST = "U0PRIYA", "U0RAJ", "U0JO", "U0SAM", "U0GUEST"


class Workspace:
    """Slack's side of the talk."""

    def __init__(self, slack, channel, respond, client):
        self.slack = slack
        self.channel = channel
        self.respond = respond
        self.again = 0  # how often Slack sends again what was not taken
        self._client = client
        self._count = itertools.count(1)

    async def says(self, user, text, channel=SHARED, thread="", **more):
        """Write a message, and wait until all is done; gives its time stamp."""
        event = self.message(user, text, channel, thread, **more)
        await self.sends(event)
        await self.rest()
        return event["ts"]

    async def mentions(self, user, text, channel=SHARED, thread=""):
        """Mention the bot: Slack tells of it twice."""
        event = self.message(user, f"<@{BOT}> {text}", channel, thread)
        for kind in ("app_mention", "message"):
            await self.sends(event | {"type": kind})
        await self.rest()
        return event["ts"]

    def message(self, user, text, channel=SHARED, thread="", **more):
        """Make a message event."""
        ts = more.pop("ts", None) or self.slack.next_ts()
        team = self.slack.users.get(user, {}).get("team_id", ACME)
        event = {
            "type": "message",
            "user": user,
            "text": text,
            "ts": ts,
            "event_ts": ts,
            "channel": channel,
            "channel_type": "im" if channel.startswith("D") else "channel",
            "team": team,
            "user_team": team,
        }
        return event | ({"thread_ts": thread} if thread else {}) | more

    def envelope(self, event, **more):
        """Wrap an event as Slack does."""
        shared = bool(self.slack.channels.get(event.get("channel"), {}).get("is_ext_shared"))
        body = {
            "type": "event_callback",
            "team_id": HOME,
            "api_app_id": "A0APP",
            "event": event,
            "event_id": f"Ev{next(self._count)}",
            "event_time": int(time.time()),
            "is_ext_shared_channel": shared,
            "authorizations": [
                {"team_id": HOME, "enterprise_id": None, "is_enterprise_install": False}
            ],
        }
        return body | more

    async def sends(self, event, headers=None, **more):
        """Send an event; gives the answer to Slack."""
        return await self.posts(
            json.dumps(self.envelope(event, **more)), "application/json", headers
        )

    async def presses(self, user, action, message, channel=SHARED, more=None):
        """Press what is on a message of the bot's."""
        body = self.interaction(user, "block_actions") | {
            "channel": {"id": channel},
            "message": {"ts": message["ts"], "thread_ts": message["thread"]},
            "container": {"type": "message", "message_ts": message["ts"]},
            "actions": [{"type": "button", "action_ts": self.slack.next_ts()} | action],
        }
        answer = await self.interacts(body | (more or {}))
        await self.rest()
        return answer

    async def presses_in(self, user, action, view_id):
        """Press what is in a modal."""
        body = self.interaction(user, "block_actions") | {
            "view": self.view(view_id),
            "actions": [{"type": "button", "action_ts": self.slack.next_ts()} | action],
        }
        answer = await self.interacts(body)
        await self.rest()
        return answer

    async def submits(self, user, view_id, words, root=""):
        """Send a modal."""
        fields = words if isinstance(words, dict) else {"words": words}
        values = {name: {name: {"value": value}} for name, value in fields.items()}
        view = self.view(view_id) | {
            "state": {"values": values},
            "root_view_id": root or view_id,
        }
        body = self.interaction(user, "view_submission") | {"view": view}
        answer = await self.interacts(body)
        await self.rest()
        return answer

    async def commands(self, user, command, text="", channel=SHARED):
        """Type a slash command: Slack names no team of its author but where it was typed."""
        body = {
            "command": command,
            "text": text,
            "user_id": user,
            "team_id": self.slack.users.get(user, {}).get("team_id", ACME),
            "channel_id": channel,
            "trigger_id": f"trigger-{next(self._count)}",
            "api_app_id": "A0APP",
        }
        answer = await self.posts(urlencode(body), "application/x-www-form-urlencoded")
        await self.rest()
        return answer

    async def uses_on(self, user, callback, message, channel=SHARED):
        """Use a shortcut of the menu of a message."""
        body = self.interaction(user, "message_action") | {
            "callback_id": callback,
            "channel": {"id": channel},
            "message": message,
            "message_ts": message["ts"],
        }
        answer = await self.interacts(body)
        await self.rest()
        return answer

    async def sends_view(self, user, view_id, words=""):
        """Send a modal of any kind; what is to be shown in its place is shown."""
        values = {"words": {"words": {"value": words}}} if words else {}
        view = self.view(view_id) | {"state": {"values": values}}
        answer = await self.interacts(self.interaction(user, "view_submission") | {"view": view})
        shown = answer.json().get("view") if answer.text else None
        if shown:
            self.slack.views.setdefault(view_id, {})
            self.slack.wrong += wrong_with("views.open", {"trigger_id": "t", "view": shown})
            self.slack.views[f"{view_id} in its place"] = shown
        await self.rest()
        return answer

    def interaction(self, user, kind):
        """Make what all interactions have."""
        team = self.slack.users.get(user, {}).get("team_id", ACME)
        return {
            "type": kind,
            "team": {"id": HOME},
            "user": {"id": user, "team_id": team},
            "trigger_id": f"trigger-{next(self._count)}",
            "api_app_id": "A0APP",
        }

    def view(self, view_id):
        shown = self.slack.views[view_id]
        return shown | {"id": view_id, "root_view_id": view_id, "hash": str(next(self._count))}

    @property
    def last_view(self):
        """The id of the modal that was opened last."""
        return list(self.slack.views)[-1]

    async def interacts(self, body):
        form = urlencode({"payload": json.dumps(body)})
        return await self.posts(form, "application/x-www-form-urlencoded")

    async def posts(self, body, kind, headers=None):
        """Post a signed request."""
        now = str(int(time.time()))
        signature = SignatureVerifier(SIGNING).generate_signature(timestamp=now, body=body)
        signed = {
            "content-type": kind,
            "x-slack-request-timestamp": now,
            "x-slack-signature": signature,
        }
        signed |= headers or {}
        answer = await self._client.post("/slack/events", content=body, headers=signed)
        for n in range(self.again):
            if answer.status_code < 500:
                break
            signed |= {"x-slack-retry-num": str(n + 1), "x-slack-retry-reason": "http_error"}
            answer = await self._client.post("/slack/events", content=body, headers=signed)
        return answer

    async def rest(self):
        """Wait until nothing goes on behind."""
        await self.channel.working.rest()

    async def caught_up(self):
        """Let pass the time in which what could not be posted is tried again."""
        for _ in range(3):
            await self.rest()
            await self.respond.recover()


async def no_look(*_):
    """Show nothing of ours: a small bot keeps no accounts."""


@asynccontextmanager
async def workspace(slack, bot, patience=10, **changes):
    """Join a bot to a stand-in of Slack, for which it waits so many seconds at most."""
    settings = {"bot_token": "xoxb-test", "signing_secret": SIGNING, "api_url": slack.base}
    config = SlackConfig(**(settings | changes))
    lookups = Lookups(SlackClients(config, OneToken(config.bot_token), patience))
    bot.posters["slack"] = SlackPoster(lookups, bot.read, waits=(0.0, 0.0), canvas=config.canvas)
    parts = SlackParts(
        config=config,
        lookups=lookups,
        respond=bot.respond,
        read=bot.read,
        assist=getattr(bot, "assist", None),
        look_in=getattr(bot, "look_in", no_look),
        overhear=bot.overhear,
        role_of=bot.role_of,
        operator="Northstar",
    )
    channel = SlackChannel(parts)
    app = Starlette(routes=SlackServing(channel, config).routes())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
        yield Workspace(slack, channel, bot.respond, client)
        await channel.working.rest()
    bot.posters.pop("slack", None)


def fill(slack):
    """Put people and channels into a stand-in."""
    slack.user(PRIYA, ACME, is_stranger=True)
    slack.user(RAJ, ACME, is_stranger=True)
    slack.user(JO)
    slack.user(SAM)
    slack.user(GUEST, HOME, is_restricted=True)
    slack.user(BOT, is_bot=True)
    slack.channel(SHARED, [PRIYA, RAJ, JO], is_ext_shared=True, connected_team_ids=[HOME, ACME])
    slack.channel(INTERNAL, [JO, SAM])
    return slack
