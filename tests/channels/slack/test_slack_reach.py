"""Owners are written to in their direct messages, where Slack still vouches for them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.channels.slack.clients import OneToken, SlackClients
from bot.channels.slack.config import SlackConfig
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.reach import SlackReach
from bot.domain.audience import Place, Role
from bot.ports.people import Person
from tests.channels.slack.standin import HOME, Fault
from tests.channels.slack.test_slack_dialog import WholeBot
from tests.channels.slack.workspace import GUEST, JO, PRIYA, SAM, workspace

NOON = datetime(2027, 3, 12, 12, tzinfo=UTC)  # a Friday


class Noon:
    def now(self):
        return NOON


@pytest.fixture
def reach(slack):
    config = SlackConfig(bot_token="xoxb-test", api_url=slack.base)
    return SlackReach(Lookups(SlackClients(config, OneToken(config.bot_token))), frozenset())


async def test_a_full_member_has_a_room_of_their_own(reach):
    room = await reach.room_of(f"slack:{SAM}")
    assert (room.id, room.place) == (f"{HOME}/D{SAM}", Place.DM)


@pytest.mark.parametrize("who", [PRIYA, GUEST, "U0NOBODY"])
async def test_nobody_else_has(slack, reach, who):
    assert await reach.room_of(f"slack:{who}") is None
    assert slack.of("conversations.open") == []


async def test_who_has_left_has_none(slack, reach):
    slack.user(SAM, deleted=True)
    assert await reach.room_of(f"slack:{SAM}") is None


@pytest.mark.parametrize("fault", [Fault(500), Fault(error="user_not_visible")])
async def test_without_an_answer_there_is_none_for_now(slack, reach, fault):
    slack.break_next("conversations.open", fault, fault, fault)
    assert await reach.room_of(f"slack:{SAM}") is None
    slack.faults["conversations.open"].clear()
    assert await reach.room_of(f"slack:{SAM}") is not None


async def test_dates_that_near_come_in_the_direct_message_once(slack, app, reach):
    await app.people.put(Person(f"slack:{SAM}", Role.OWNER, "Sam"))
    await app.people.put(Person(f"slack:{JO}", Role.REP, "Jo"))
    try:
        async with workspace(slack, WholeBot(app)) as work:
            for _ in range(2):
                remind = replace(app.remind, reach={"slack": reach}, clock=Noon(), _looked=None)
                await remind()
                await work.caught_up()
    finally:
        await app.people.remove(f"slack:{SAM}")
        await app.people.remove(f"slack:{JO}")
    posted = [m for m in slack.posted(f"D{SAM}") if m["text"]]
    assert len(posted) == 1
    assert "review and" in posted[0]["text"]
    assert slack.posted(f"D{JO}") == []
