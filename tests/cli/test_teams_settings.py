"""Teams is served only as it was configured, and what cannot work or must not is said."""

import pytest

from bot.bootstrap.channels import open_channels, teams_trouble
from bot.cli import in_use
from bot.cli.doctor import teams
from bot.domain.errors import SetupError
from bot.settings import Settings

BOT = {"teams_app_id": "app", "teams_app_password": "hunter-12", "teams_tenant_id": "home"}
OPEN = {"teams_unauthenticated": True}


def settings(**given):
    return Settings(_env_file=None, **given)


class Configured:
    """An application of which only the settings are looked at."""

    def __init__(self, **given):
        self.settings = settings(**given)


def test_teams_is_not_served_unless_it_is_configured():
    assert not settings().teams
    assert teams(settings()) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_without_tokens_it_is_served_on_a_loopback_address(host):
    assert teams_trouble(settings(host=host, **OPEN)) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "bot.example.com"])
@pytest.mark.parametrize("more", [{}, BOT], ids=["no bot", "a bot"])
async def test_without_tokens_it_is_refused_on_any_other(host, more):
    with pytest.raises(SetupError, match="GROUNDWORK_TEAMS_UNAUTHENTICATED"):
        async with open_channels(Configured(host=host, **OPEN, **more)):
            pass
    [finding] = teams(settings(host=host, **OPEN, **more))
    assert not finding.ok


def test_the_doctor_says_that_no_token_is_asked_for():
    [finding] = teams(settings(**OPEN))
    assert finding.ok
    assert "anyone" in finding.found


def test_a_bot_without_its_secret_is_refused():
    assert "GROUNDWORK_TEAMS_APP_PASSWORD" in teams_trouble(settings(teams_app_id="app"))


def test_without_a_home_tenant_the_doctor_says_that_nobody_is_an_insider():
    [finding] = teams(settings(**BOT | {"teams_tenant_id": ""}))
    assert not finding.ok
    assert "TENANT" in finding.fix


def test_the_secret_is_not_shown():
    shown = settings(**BOT)
    assert teams(shown) == []
    assert "hunter-12" not in repr(shown)
    assert "hunter-12" not in in_use.teams(shown)
