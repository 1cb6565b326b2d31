"""Where Slack comes in: beside the web pages, over a socket, or from many workspaces."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from starlette.applications import Starlette

from bot.adapters.fernet_seal import FernetSeal
from bot.adapters.sql.async_engine import open_async_engine
from bot.channels.slack.app import SlackChannel
from bot.channels.slack.clients import SlackClients, StoredTokens
from bot.channels.slack.config import SlackConfig
from bot.channels.slack.installs import open_installs
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.poster import SlackPoster
from bot.channels.slack.serving import SlackServing
from tests.channels.slack.small_bot import SECRET
from tests.channels.slack.standin import ACME, BOT, HOME
from tests.channels.slack.workspace import JO, PRIYA, SHARED, SIGNING, Workspace
from tests.fakes.browser import browser, parts_of
from tests.fakes.talk import FakeTalk

SEAL = FernetSeal([Fernet.generate_key().decode()])


async def test_it_comes_in_beside_the_web_pages(work, slack):
    from bot.channels.web.app import create_app  # noqa: PLC0415 - for this test alone

    serving = SlackServing(work.channel, SlackConfig(signing_secret=SIGNING))
    app = create_app(parts_of(FakeTalk(), beside=tuple(serving.routes())))
    async with browser(app) as client:
        assert (await client.get("/healthz")).status_code == 200
        work._client = client
        await work.mentions(PRIYA, "our close takes nine days")
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize("config", [SlackConfig(app_token="xapp-1"), SlackConfig()])
async def test_without_a_signing_secret_there_is_no_address(work, config):
    assert SlackServing(work.channel, config).routes() == []


@pytest.fixture
async def installed(slack, bot, tmp_path):
    """An app that workspaces install themselves; ours has."""
    engine = open_async_engine(f"sqlite:///{tmp_path}/records.db")
    config = SlackConfig(
        signing_secret=SIGNING,
        client_id="1.2",
        client_secret="c",
        home_teams=frozenset({HOME}),
        api_url=slack.base,
    )
    oauth = await open_installs(config, engine, SEAL)
    lookups = Lookups(SlackClients(config, StoredTokens(oauth.installation_store)))
    bot.posters["slack"] = SlackPoster(lookups, bot.read)
    parts = SlackParts(
        config=config,
        lookups=lookups,
        respond=bot.respond,
        read=bot.read,
        assist=None,
        look_in=None,
        overhear=bot.overhear,
        role_of=bot.role_of,
        operator="Northstar",
        oauth=oauth,
    )
    channel = SlackChannel(parts)
    app = Starlette(routes=SlackServing(channel, config).routes())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.test") as client:
        yield Workspace(slack, channel, bot.respond, client), oauth.installation_store, client
        await channel.working.rest()
    await engine.dispose()


def installation(team, token):
    return Installation(
        app_id="A0APP",
        team_id=team,
        bot_token=token,
        bot_id="B0BOT",
        bot_user_id=BOT,
        user_id="U1",
    )


async def test_each_workspace_is_answered_with_its_own_token(installed, slack):
    work, store, _ = installed
    await store.async_save(installation(HOME, "xoxb-home"))
    await work.mentions(PRIYA, "our close takes nine days")
    assert len(slack.posted(SHARED)) == 1
    assert {c.token for c in slack.calls} == {"xoxb-home"}


async def test_a_workspace_that_has_not_installed_it_is_not_answered(installed, slack):
    work, _, _ = installed
    await work.mentions(PRIYA, "our close takes nine days")
    assert slack.calls == []


async def test_a_customers_workspace_that_installs_it_makes_nobody_one_of_ours(
    installed, slack, bot
):
    """There the customer's people are at home; ours are still those of the house."""
    work, store, _ = installed
    await store.async_save(installation(ACME, "xoxb-acme"))
    event = work.message(JO, "stories about the close", f"D{JO}", team=ACME, user_team=ACME)
    slack.user(JO, ACME)
    await work.sends(
        event, team_id=ACME, authorizations=[{"team_id": ACME, "is_enterprise_install": False}]
    )
    await work.rest()
    assert len(slack.posted(f"D{JO}")) == 1
    assert SECRET not in slack.all_text(f"D{JO}")


async def test_an_uninstalled_app_is_forgotten(installed, slack):
    work, store, _ = installed
    await store.async_save(installation(HOME, "xoxb-home"))
    await work.sends({"type": "app_uninstalled"})
    await work.mentions(PRIYA, "our close takes nine days")
    assert slack.posted(SHARED) == []


async def test_installing_leads_to_slack_with_the_scopes_and_a_state(installed, slack):
    *_, client = installed
    page = await client.get("/slack/install")
    address = html.unescape(re.search(r'href="(https://slack\.com/[^"]+)"', page.text)[1])
    asked = parse_qs(urlsplit(address).query)
    assert "chat:write" in asked["scope"][0]
    assert asked["state"]


async def test_coming_back_without_the_state_installs_nothing(installed, slack):
    _, store, client = installed
    back = await client.get("/slack/oauth_redirect", params={"code": "x", "state": "forged"})
    assert back.status_code == 400
    assert await store.async_find_bot(enterprise_id=None, team_id=HOME) is None
