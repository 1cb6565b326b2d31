"""What is set for Slack: what it allows, what is missing, and that no secret is shown."""

import pytest

from bot.bootstrap import slack_config
from bot.channels.slack.config import SlackConfig
from bot.settings import Settings

TOKEN, APP, SIGNING = {"bot_token": "xoxb-1"}, {"app_token": "xapp-1"}, {"signing_secret": "s"}
OAUTH = {"client_id": "1.2", "client_secret": "c", "home_teams": frozenset({"T1"})}


@pytest.mark.parametrize(
    "given", [{}, TOKEN | APP, TOKEN | SIGNING, TOKEN | APP | SIGNING, OAUTH | SIGNING]
)
def test_what_is_whole_has_no_trouble(given):
    assert SlackConfig(**given).troubles() == []


@pytest.mark.parametrize(
    ("given", "trouble"),
    [
        (TOKEN, "APP_TOKEN or"),
        (APP, "BOT_TOKEN"),
        (SIGNING, "BOT_TOKEN"),
        (OAUTH | APP, "OAuth needs HTTP"),
        (OAUTH | SIGNING | {"client_secret": ""}, "CLIENT_SECRET"),
        (OAUTH | SIGNING | {"home_teams": frozenset()}, "HOME_TEAMS"),
        (OAUTH | SIGNING | TOKEN, "not both"),
        (APP | {"bot_token": "xoxp-1"}, "begins with xoxb-"),
        (TOKEN | {"app_token": "xoxb-1"}, "begins with xapp-"),
        (TOKEN | APP | {"api_url": "http://slack.example/api/"}, "must be https"),
    ],
)
def test_what_is_missing_or_wrong_is_told(given, trouble):
    [found] = SlackConfig(**given).troubles()
    assert trouble in found


def test_no_secret_is_ever_shown():
    secrets = {
        "slack_bot_token": "xoxb-secret",
        "slack_app_token": "xapp-secret",
        "slack_signing_secret": "sign-secret",
        "slack_client_secret": "client-secret",
    }
    settings = Settings(**secrets, slack_home_teams=" T1, E2 ,")
    config = slack_config(settings)
    assert config.home_teams == {"T1", "E2"}
    assert config.bot_token == "xoxb-secret"
    for shown in (repr(settings), repr(config), config.told, str(config.troubles())):
        assert "secret" not in shown.replace("signing_secret", "").replace("client_secret", "")
