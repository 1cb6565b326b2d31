"""Over Socket Mode, with the real client: the same talk, and nothing comes by HTTP."""

import asyncio
import json

import pytest

from bot.channels.slack.config import SlackConfig
from bot.channels.slack.serving import SlackServing
from tests.channels.slack.socket_mode import OverSocket, socket_mode
from tests.channels.slack.standin import BOT
from tests.channels.slack.test_slack_dialog import Talk
from tests.channels.slack.test_slack_presses import chosen, named
from tests.channels.slack.whole_bot import shared_channel, whole_workspace
from tests.channels.slack.workspace import JO, PRIYA, SHARED


@pytest.fixture
async def mode(slack):
    async with socket_mode(slack) as served:
        yield served


async def test_what_comes_again_over_the_socket_is_answered_once(work, slack, mode):
    serving = SlackServing(work.channel, SlackConfig(app_token="xapp-1"))
    payload = work.envelope(work.message(PRIYA, f"<@{BOT}> our close takes nine days"))
    async with serving.running(), asyncio.timeout(20):
        for n in range(4):
            again = {"retry_attempt": n, "retry_reason": "timeout"} if n else {}
            await mode.sends("events_api", payload, **again)
        await work.rest()
    assert len(slack.posted(SHARED)) == 1


async def test_a_talk_with_buttons_modals_and_a_command(slack, app, mode):
    channel = shared_channel(slack)
    async with whole_workspace(slack, app) as joined:
        serving = SlackServing(joined.channel, SlackConfig(app_token="xapp-1"))
        work = OverSocket(joined, mode)
        async with serving.running(), asyncio.timeout(60):
            talk = Talk(work, channel)
            await talk.begins("Month-end closing takes us nine days.")
            await talk.says("We tried a reminder tool last year, nobody read it.")
            await talk.presses(named(talk.card, "read"), talk.card)
            assert slack.views[work.last_view]["title"]["text"] == "A customer's story"
            await talk.presses(named(talk.card, "not_like_us"), talk.card)
            await talk.presses(chosen(talk.card, "notes"), talk.card)
            [notes] = [v for v in slack.views.values() if v["title"]["text"] == "Notes"]
            assert "nine days" in json.dumps(notes)
            await work.commands(JO, "/stories", "", channel)
            answer = await work.sends_view(JO, work.last_view, "signatures for a purchase wait")
            assert "Share here" in answer.text
    assert len(talk.answers) == 3
