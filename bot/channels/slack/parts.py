"""What the Slack channel is made of; bootstrap hands it over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channels.slack.clients import SlackClients
from bot.channels.slack.config import SlackConfig
from bot.channels.slack.lookups import Lookups
from bot.domain.audience import Role
from bot.use_cases.assist_reps import AssistReps
from bot.use_cases.look_in import LookIn
from bot.use_cases.overhear import Overhear
from bot.use_cases.read import Read
from bot.use_cases.respond import Respond

if TYPE_CHECKING:
    from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings

RoleOf = Callable[[str], Awaitable[Role | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackParts:
    """The use cases and settings behind the channel.

    `role_of` gives the role that the vendor assigned to a person. `oauth` is there where
    workspaces install the app themselves.
    """

    config: SlackConfig
    lookups: Lookups
    respond: Respond
    read: Read
    assist: AssistReps
    look_in: LookIn
    overhear: Overhear
    role_of: RoleOf
    operator: str
    oauth: "AsyncOAuthSettings | None" = None

    @property
    def clients(self) -> SlackClients:
        """The clients, one for each installation."""
        return self.lookups.clients
