"""Talking to Slack's API: one client for each installation, and who we are there."""

import logging
from typing import Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.config import SlackConfig

logger = logging.getLogger(__name__)

TIMEOUT = 10  # seconds for one call
RATE_TRIES = 3
REVOKED = frozenset(
    {"token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed"}
)
# What code meets in an event that has not the shape of one.
SHAPELESS = (AttributeError, LookupError, TypeError, ValueError)
# What a call to Slack can fail with: an answer that says no, or none.
FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)


_SERVER_ERROR = 500


def reason_of(error: BaseException) -> str:
    """Name what went wrong in Slack's own word, or by its kind; never with anybody's words."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", error.response)
        if isinstance(data, dict):
            return str(data.get("error") or "no reason")
    return type(error).__name__


def in_doubt(error: BaseException) -> bool:
    """Say whether what failed may have been done all the same."""
    if isinstance(error, SlackApiError):
        return int(getattr(error.response, "status_code", 0) or 0) >= _SERVER_ERROR
    return isinstance(error, aiohttp.ClientError | TimeoutError | OSError)


class NotConnectedError(Exception):
    """Slack did not say who we are; the event must come again."""


class UnknownTeamError(Exception):
    """No workspace of this id has installed the app (any more)."""


class Tokens(Protocol):
    """Where the bot's token of a workspace is found."""

    async def of(self, team: str) -> str | None:
        """Give the token; None where the app is not installed."""
        ...


class OneToken:
    """One workspace, one token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def of(self, team: str) -> str | None:
        """Give the token, whatever the workspace."""
        del team
        return self._token


class StoredTokens:
    """Tokens of all workspaces that installed the app."""

    def __init__(self, store: AsyncInstallationStore) -> None:
        self._store = store

    async def of(self, team: str) -> str | None:
        """Give the token of a workspace, or of an organisation that installed it as a whole."""
        whole = team.startswith("E")
        bot = await self._store.async_find_bot(
            enterprise_id=team if whole else None,
            team_id=None if whole else team,
            is_enterprise_install=whole,
        )
        return bot.bot_token if bot else None


class SlackClients:
    """Makes the clients. Reading is tried again; posting only where it surely was not done."""

    def __init__(self, config: SlackConfig, tokens: Tokens, timeout: int = TIMEOUT) -> None:
        self._url = config.api_url
        self._timeout = timeout
        self._tokens = tokens
        self._home = config.home_teams
        self._known: dict[str, AuthorizeResult] = {}

    def bare(self, token: str | None = None) -> AsyncWebClient:
        """Give a client that tries again after 429, 5xx and broken connections."""
        again: list[AsyncRetryHandler] = [
            AsyncConnectionErrorRetryHandler(),
            AsyncServerErrorRetryHandler(max_retry_count=2),
            AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_TRIES),
        ]
        return AsyncWebClient(
            token, base_url=self._url, timeout=self._timeout, retry_handlers=again
        )

    async def of(self, team: str) -> AsyncWebClient:
        """Give the client of an installation, to look things up with."""
        return self.bare(await self._token(team))

    async def posting(self, team: str) -> AsyncWebClient:
        """Give the client to post with: tried again after 429 alone, which posted nothing."""
        again: list[AsyncRetryHandler] = [
            AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_TRIES)
        ]
        token = await self._token(team)
        return AsyncWebClient(
            token, base_url=self._url, timeout=self._timeout, retry_handlers=again
        )

    async def identity(self, team: str) -> AuthorizeResult | None:
        """Say who we are in an installation, asked once; None where it is revoked.

        Raises:
            NotConnectedError: Slack gives no answer now.
        """
        if team not in self._known:
            try:
                answer = await (await self.of(team)).auth_test()
            except UnknownTeamError:
                return None
            except FAILURES as error:
                if reason_of(error) in REVOKED:
                    logger.warning("Slack: the token of %s is not valid any more", team)
                    return None
                raise NotConnectedError(team) from error
            self._known[team] = AuthorizeResult.from_auth_test_response(
                bot_token=await self._token(team), auth_test_response=answer
            )
        return self._known[team]

    def forget(self, team: str) -> None:
        """Ask anew who we are there: the app was removed, or its token revoked."""
        self._known.pop(team, None)

    async def house(self, team: str) -> frozenset[str]:
        """Give our own teams and organisations, as seen from an installation."""
        if self._home:
            return self._home
        us = await self.identity(team)
        found = (us.team_id, us.enterprise_id) if us else ()
        return frozenset(one for one in found if one)

    async def _token(self, team: str) -> str:
        token = await self._tokens.of(team)
        if token is None:
            raise UnknownTeamError(team)
        return token
