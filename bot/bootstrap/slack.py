"""Slack: who reaches it with which secrets. Opened only where something is set for it."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.fernet_seal import FernetSeal
from bot.adapters.sql.async_engine import open_async_engine
from bot.bootstrap.secret_files import secret_in
from bot.channels.slack.config import SlackConfig
from bot.ports.reach import Reach
from bot.ports.turns import Poster
from bot.settings import Settings
from bot.use_cases.read import Read

if TYPE_CHECKING:
    from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings

    from bot.channels.slack.lookups import Lookups


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """How Slack is reached; `oauth` where workspaces install the app themselves."""

    config: SlackConfig
    lookups: "Lookups"
    oauth: "AsyncOAuthSettings | None" = None

    def poster(self, read: Read) -> Poster:
        """Give what posts there."""
        from bot.channels.slack.poster import SlackPoster  # noqa: PLC0415 - as below

        return SlackPoster(self.lookups, read, canvas=self.config.canvas)

    def reach(self) -> Reach:
        """Give the way to somebody's direct messages."""
        from bot.channels.slack.reach import SlackReach  # noqa: PLC0415 - as below

        return SlackReach(self.lookups, self.config.home_teams)


def slack_config(settings: Settings) -> SlackConfig:
    """Give what was set for Slack."""
    teams = (team.strip() for team in settings.slack_home_teams.split(","))
    return SlackConfig(
        bot_token=settings.slack_bot_token.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        home_teams=frozenset(team for team in teams if team),
        story_channel=settings.slack_story_channel,
        canvas=settings.slack_canvas,
        api_url=settings.slack_api_url,
    )


@asynccontextmanager
async def open_slack(settings: Settings) -> AsyncIterator[SlackAccess | None]:
    """Open the way to Slack; None where nothing is set for it, or something is missing.

    Only what serves Slack and `doctor` have to say that something is missing.
    """
    config = slack_config(settings)
    if not config.wanted or config.troubles():
        yield None
        return
    # Imported here: whoever has no Slack need not wait for its library.
    from bot.channels.slack.clients import OneToken, SlackClients, StoredTokens  # noqa: PLC0415
    from bot.channels.slack.installs import open_installs  # noqa: PLC0415
    from bot.channels.slack.lookups import Lookups  # noqa: PLC0415

    if not config.several:
        clients = SlackClients(config, OneToken(config.bot_token))
        yield SlackAccess(config, Lookups(clients))
        return
    engine = open_async_engine(settings.sql_url)
    try:
        oauth = await open_installs(config, engine, _seal(settings))
        clients = SlackClients(config, StoredTokens(oauth.installation_store))
        yield SlackAccess(config, Lookups(clients), oauth)
    finally:
        await engine.dispose()


def _seal(settings: Settings) -> FernetSeal:
    """Give the seal of stored tokens: by the keys that are set, else by one in the data folder."""
    keys = [key.strip() for key in settings.seal_keys.get_secret_value().split(",")]
    if given := [key for key in keys if key]:
        return FernetSeal(given)
    made = secret_in(settings.data_dir / "seal.key")
    return FernetSeal([urlsafe_b64encode(made).decode()])
