"""Workspaces that install the app themselves: OAuth, and where their tokens are kept."""

from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.slack.config import SlackConfig
from bot.channels.slack.manifest import scope_names
from bot.channels.slack.sealed import RoomyInstalls, Seal, SealedInstalls

_STATE_SECONDS = 600  # that someone may take on Slack's page


async def open_installs(
    config: SlackConfig, engine: AsyncEngine, seal: Seal
) -> AsyncOAuthSettings:
    """Give the settings of the OAuth flow; its tables are made where they are missing."""
    store = RoomyInstalls(config.client_id, engine)
    states = AsyncSQLAlchemyOAuthStateStore(_STATE_SECONDS, engine)
    for kept in (store, states):
        await kept.create_tables()  # type: ignore[no-untyped-call]
    sealed = SealedInstalls(store, seal)
    await sealed.renew()
    return AsyncOAuthSettings(
        client_id=config.client_id,
        client_secret=config.client_secret,
        scopes=scope_names(canvas=config.canvas),
        user_scopes=[],
        installation_store=sealed,
        installation_store_bot_only=True,
        state_store=states,
    )
