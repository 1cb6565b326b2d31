"""Who is in a channel, by Slack's own word at this moment; what it does not say is a no."""

import asyncio

import pytest

from bot.channels.slack.clients import OneToken, SlackClients
from bot.channels.slack.config import SlackConfig
from bot.channels.slack.lookups import MOST_READERS, Lookups
from bot.domain.audience import Place, Room
from tests.channels.slack.standin import HOME, Fault
from tests.channels.slack.workspace import JO, PRIYA, SAM, SHARED

THREAD = Room(f"{HOME}/{SHARED}/1.1", "slack", Place.SHARED, "T0ACME")


@pytest.fixture
def lookups(slack):
    config = SlackConfig(bot_token="xoxb-test", signing_secret="s", api_url=slack.base)
    return Lookups(SlackClients(config, OneToken("xoxb-test")))


async def test_a_member_of_the_channel_is_in_its_threads(lookups):
    assert await lookups.is_in(f"slack:{JO}", THREAD)
    assert await lookups.is_in(f"slack:{PRIYA}", THREAD)
    assert not await lookups.is_in(f"slack:{SAM}", THREAD)


@pytest.mark.parametrize("person", [JO, f"teams:{JO}", f"slack:slack:{JO}", "slack:", ""])
async def test_only_an_id_of_slacks_is_in_a_channel_of_slacks(lookups, person):
    assert not await lookups.is_in(person, THREAD)


@pytest.mark.parametrize("channel", [f"D{JO}", f"@{JO}", ""])
async def test_a_private_place_has_no_members(lookups, slack, channel):
    slack.members[channel] = [JO]
    assert not await lookups.is_in(f"slack:{JO}", Room(f"{HOME}/{channel}", "slack"))


@pytest.mark.parametrize("error", ["not_in_channel", "ratelimited", "token_revoked"])
async def test_what_slack_does_not_say_is_a_no_and_asked_again(lookups, slack, error):
    slack.break_next("conversations.members", Fault(error=error))
    assert not await lookups.is_in(f"slack:{JO}", THREAD)
    assert await lookups.is_in(f"slack:{JO}", THREAD)


async def test_whoever_leaves_is_out_at_once(lookups, slack):
    assert await lookups.is_in(f"slack:{JO}", THREAD)
    slack.members[SHARED].remove(JO)
    lookups.changed(HOME, SHARED)
    assert not await lookups.is_in(f"slack:{JO}", THREAD)


async def test_members_are_asked_for_once_for_all_threads_of_a_channel(lookups, slack):
    threads = [Room(f"{HOME}/{SHARED}/{n}.1", "slack") for n in range(3)]
    assert all(await asyncio.gather(*(lookups.is_in(f"slack:{JO}", room) for room in threads)))
    assert len(slack.of("conversations.members")) == 1


async def test_a_large_channel_is_read_to_its_end_and_a_huge_one_not_at_all(lookups, slack):
    crowd = [f"U{n}" for n in range(450)]
    slack.channel("C0LARGE", [*crowd, JO])
    assert await lookups.is_in(f"slack:{JO}", Room(f"{HOME}/C0LARGE", "slack"))
    slack.channel("C0HUGE", [JO, *(f"U{n}" for n in range(MOST_READERS))])
    assert not await lookups.is_in(f"slack:{JO}", Room(f"{HOME}/C0HUGE", "slack"))
