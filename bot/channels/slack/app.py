"""The Bolt application: what Slack sends, and who takes it in."""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.listener.async_builtins import AsyncTokenRevocationListeners
from slack_bolt.response import BoltResponse
from typing_extensions import override

from bot.channels.slack.clients import (
    FAILURES,
    SHAPELESS,
    SlackClients,
    UnknownTeamError,
    reason_of,
)
from bot.channels.slack.forms import Forms
from bot.channels.slack.hear import Hear
from bot.channels.slack.home import Home
from bot.channels.slack.incoming import installation
from bot.channels.slack.linking import LinkChannels
from bot.channels.slack.manifest import PROMPTS
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.press import Presses
from bot.channels.slack.rep_pages import RepPages
from bot.channels.slack.reps import Reps
from bot.channels.slack.room_care import RoomCare
from bot.channels.slack.seating import Seating
from bot.channels.slack.story_command import StoryCommand
from bot.channels.slack.working import Working

logger = logging.getLogger(__name__)

Raw = dict[str, Any]
_ANYTHING = re.compile(".*", re.DOTALL)
# After these, what was known of a channel may be true no more.
_CHANGES = (
    "channel_shared",
    "channel_unshared",
    "member_joined_channel",
    "member_left_channel",
    "shared_channel_invite_accepted",
    "channel_left",
    "group_left",
)
_REMOVED = ("app_uninstalled", "tokens_revoked")


class Authorize(AsyncAuthorize):
    """Says who we are where an event came from; Slack is asked once for each installation."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients

    @override
    async def __call__(self, *, context: AsyncBoltContext, **_: Any) -> AuthorizeResult | None:
        """Give None where the app is not installed (any more).

        Raises:
            NotConnectedError: Slack gives no answer now: the event has to come again.
        """
        return await self._clients.identity(installation(context))


class SlackChannel:
    """Slack in front of the use cases. `app` is the Bolt application, `working` what goes on."""

    def __init__(self, parts: SlackParts) -> None:
        self._parts = parts
        self.working = Working(parts)
        seating = Seating(parts.lookups, parts.role_of)
        self._hear = Hear(parts, seating, self.working)
        self._press = Presses(parts, seating, self.working)
        self._forms = Forms(seating, self.working)
        self._stories = StoryCommand(parts, seating, self.working)
        self._reps = Reps(parts, seating, self.working)
        self._pages = RepPages(parts, seating, self.working)
        self._links = LinkChannels(parts, seating, self.working)
        self._care = RoomCare(parts, seating, self.working)
        self._home = Home(parts, seating, self.working)
        store = parts.oauth.installation_store if parts.oauth else None
        self._stored = AsyncTokenRevocationListeners(store) if store else None
        self.app = self._bolt()

    def _bolt(self) -> AsyncApp:
        parts = self._parts
        for name in ("slack_bolt", "slack_sdk"):
            # Below this they log what is sent and received: people's words.
            logging.getLogger(name).setLevel(logging.INFO)
        authorize: Any = Authorize(parts.clients)  # of a type that its annotation leaves out
        app = AsyncApp(
            name="groundwork",
            logger=logging.getLogger("slack_bolt"),
            signing_secret=parts.config.signing_secret,
            client=parts.clients.bare(),
            # An event is stored before Slack is told that it arrived, or it could be lost.
            process_before_response=True,
            # Every installation is known to us already; these would ask once for each event.
            attaching_conversation_kwargs_enabled=False,
            authorize=authorize,
            oauth_settings=parts.oauth,
        )
        app.event("message")(self._message)
        app.event("app_mention")(self._message)
        app.event("app_home_opened")(self._opened)
        app.event("assistant_thread_started")(self._thread_started)
        for name in _CHANGES:
            app.event(name)(self._changed)
        for name in _REMOVED:
            app.event(name)(self._removed)
        self._reps.register(app)
        self._stories.register(app)
        self._pages.register(app)
        self._links.register(app)
        self._care.register(app)
        app.block_action(_ANYTHING)(self._pressed)
        app.view_submission(_ANYTHING)(self._sent)
        # Slack sends again what nobody takes: all that is not for us is taken and dropped.
        app.event(_ANYTHING)(_nothing)
        app.shortcut(_ANYTHING)(_acknowledged)
        app.view_closed(_ANYTHING)(_acknowledged)
        app.error(_failed)
        return app

    async def _message(self, context: AsyncBoltContext, event: Raw) -> None:
        await self._hear(context, event)

    async def _pressed(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        await self._press(context, body)
        await ack()

    async def _sent(self, ack: AsyncAck, context: AsyncBoltContext, body: Raw) -> None:
        view = await self._forms(context, body)
        if view is None:
            await ack()
        else:
            await ack(response_action="update", view=view)

    async def _opened(self, context: AsyncBoltContext, event: Raw) -> None:
        if event.get("tab") == "home":
            self.working.later(self._home(context, event))
        if event.get("tab") == "messages":
            self.working.later(self._offer(context, str(event.get("channel") or ""), None))

    async def _thread_started(self, context: AsyncBoltContext, event: Raw) -> None:
        thread = event.get("assistant_thread") or {}
        channel, ts = str(thread.get("channel_id") or ""), str(thread.get("thread_ts") or "")
        self.working.later(self._offer(context, channel, ts))

    async def _offer(self, context: AsyncBoltContext, channel: str, thread: str | None) -> None:
        """Offer beginnings: pinned in the agent view, in a thread of the older assistant view."""
        prompts = [{"title": title, "message": message} for title, message in PROMPTS]
        try:
            client = await self._parts.clients.posting(installation(context))
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, prompts=prompts, **({"thread_ts": thread} if thread else {})
            )
        except (*FAILURES, UnknownTeamError) as error:
            logger.info("Slack: no beginnings were offered (%s)", reason_of(error))

    async def _changed(self, context: AsyncBoltContext, event: Raw) -> None:
        channel = event.get("channel") or (event.get("channel_id") or "")
        name = channel.get("id", "") if isinstance(channel, dict) else str(channel)
        self._parts.lookups.changed(installation(context), name)

    async def _removed(self, context: AsyncBoltContext, event: Raw) -> None:
        team = installation(context)
        logger.warning("Slack: %s in %s", event.get("type"), team)
        self._parts.clients.forget(team)
        if self._stored is not None and event.get("type") == "app_uninstalled":
            await self._stored.handle_app_uninstalled_events(context)
        elif self._stored is not None:
            await self._stored.handle_tokens_revoked_events(event, context)


async def _nothing() -> None:
    """Take what is not for us."""


async def _acknowledged(ack: AsyncAck) -> None:
    """Tell Slack that it arrived. Shortcuts of reps are to be taken in by a handler before."""
    await ack()


async def _failed(error: Exception) -> BoltResponse | None:
    """Log what failed by its kind: its text may hold somebody's words.

    What has not the shape of an event is refused; anything else is to come again.
    """
    logger.error("Slack: an event was not taken (%s)", reason_of(error))
    return BoltResponse(status=400) if isinstance(error, SHAPELESS) else None
