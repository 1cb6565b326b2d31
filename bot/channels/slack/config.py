"""How Slack is reached: which secrets are there, what they allow, and what is missing."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

BOT_TOKEN, APP_TOKEN = "xoxb-", "xapp-"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{5,}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConfig:
    """What was set for Slack. Secrets are never shown, not even by accident."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    home_teams: frozenset[str] = frozenset()
    story_channel: str = ""
    canvas: bool = False
    api_url: str = "https://slack.com/api/"

    @property
    def wanted(self) -> bool:
        """Whether anything was set at all."""
        return any((self.bot_token, self.app_token, self.signing_secret, self.client_id))

    @property
    def several(self) -> bool:
        """Whether workspaces install the app themselves, by OAuth."""
        return bool(self.client_id)

    @property
    def over_socket(self) -> bool:
        """Whether events come over Socket Mode."""
        return bool(self.app_token)

    @property
    def over_http(self) -> bool:
        """Whether events come as signed requests."""
        return bool(self.signing_secret)

    @property
    def told(self) -> str:
        """Say in a few words what is set, without any secret."""
        ways = [("Socket Mode", self.over_socket), ("signed HTTP", self.over_http)]
        by = " and ".join(way for way, there in ways if there) or "no way in"
        whom = "several workspaces, by OAuth" if self.several else "one workspace, by its token"
        return f"{whom}; {by}"

    def troubles(self) -> list[str]:
        """Say what is missing or wrong, each in one line that says what to do."""
        if not self.wanted:
            return []
        return [*self._missing(), *self._wrong()]

    def _missing(self) -> list[str]:
        found = []
        if not (self.bot_token or self.several):
            found.append("Set GROUNDWORK_SLACK_BOT_TOKEN (one workspace), or the client id.")
        if not (self.over_socket or self.over_http):
            found.append("Set GROUNDWORK_SLACK_APP_TOKEN or GROUNDWORK_SLACK_SIGNING_SECRET.")
        if self.several and not self.client_secret:
            found.append("Set GROUNDWORK_SLACK_CLIENT_SECRET beside the client id.")
        if self.several and not self.over_http:
            found.append("OAuth needs HTTP: set GROUNDWORK_SLACK_SIGNING_SECRET.")
        if self.several and not self.home_teams:
            found.append("Set GROUNDWORK_SLACK_HOME_TEAMS, or nobody counts as one of yours.")
        return found

    def _wrong(self) -> list[str]:
        found = []
        if self.bot_token and self.several:
            found.append("Set the bot token or the client id, not both.")
        if self.bot_token and not self.bot_token.startswith(BOT_TOKEN):
            found.append(f"GROUNDWORK_SLACK_BOT_TOKEN begins with {BOT_TOKEN}.")
        if self.app_token and not self.app_token.startswith(APP_TOKEN):
            found.append(f"GROUNDWORK_SLACK_APP_TOKEN begins with {APP_TOKEN}.")
        if self.story_channel and not _CHANNEL.fullmatch(self.story_channel):
            found.append("GROUNDWORK_SLACK_STORY_CHANNEL is a channel's id, as C0123ABCD.")
        url = urlsplit(self.api_url)
        if url.scheme != "https" and url.hostname not in _LOOPBACK:
            found.append("GROUNDWORK_SLACK_API_URL must be https: tokens travel with each call.")
        return found
