"""`/brief` and `/prep`: in a modal, from channels where the rep is a member at that moment."""

import json

import pytest

from tests.channels.slack.whole_bot import shared_channel, whole_workspace
from tests.channels.slack.workspace import GUEST, JO, PRIYA, SAM

PROBLEM = "Our spare parts leave the warehouse two days late every week."


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        yield joined


def shown(slack, work):
    return json.dumps(slack.views[work.last_view]["blocks"], ensure_ascii=False)


async def told(work, slack, name, members=(PRIYA, JO)):
    """Give a channel of a company in which something was said."""
    team = f"T0{name.upper()}"
    slack.teams[team] = name
    slack.user(PRIYA, team, is_stranger=True)
    channel = shared_channel(slack, members, team)
    await work.mentions(PRIYA, PROBLEM, channel)
    return channel


@pytest.mark.parametrize("command", ["/brief", "/prep"])
async def test_an_account_goes_by_its_companys_name(work, slack, command):
    name = f"Brimworth{command[1:]}"
    channel = await told(work, slack, name)
    await work.commands(JO, command, name.lower(), f"D{JO}")
    assert "two days late every week" in shown(slack, work)
    assert name in shown(slack, work)
    assert f"T0{name.upper()}" not in shown(slack, work)
    assert ("Questions that could help" in shown(slack, work)) is (command == "/prep")
    assert len(slack.posted(channel)) == 1
    assert slack.posted(f"D{JO}") == []


async def test_without_a_name_it_is_the_company_of_the_channel(work, slack):
    channel = await told(work, slack, "Calderfold")
    await work.commands(JO, "/brief", "", channel)
    assert "two days late every week" in shown(slack, work)
    await work.commands(JO, "/brief", f"<#{channel}|calderfold-shared>", f"D{JO}")
    assert "two days late every week" in shown(slack, work)


async def test_who_is_no_member_of_the_channel_reads_nothing_of_it(work, slack):
    """Sam has the role of an owner, and reads every story; of this channel nothing."""
    channel = await told(work, slack, "Dunmere")
    await work.commands(SAM, "/prep", "dunmere", channel)
    assert "two days late" not in shown(slack, work)
    slack.members[channel].append(SAM)
    work.channel._parts.lookups.changed("T0HOME", channel)
    await work.commands(SAM, "/prep", "dunmere", channel)
    assert "two days late" in shown(slack, work)


@pytest.mark.parametrize("who", [PRIYA, GUEST])
@pytest.mark.parametrize("command", ["/brief", "/prep"])
async def test_whoever_has_no_role_is_told_so_plainly(work, slack, who, command):
    channel = await told(work, slack, "Eskdale")
    await work.commands(who, command, "eskdale", channel)
    assert "people of Northstar who have a role" in shown(slack, work)
    assert "two days late" not in shown(slack, work)


async def test_typed_words_do_the_same_where_one_is_alone(work, slack):
    await told(work, slack, "Fenwick")
    await work.says(JO, "brief of Fenwick", f"D{JO}")
    files = [f["content"].decode() for f in slack.files.values()]
    assert any("two days late every week" in text for text in files)
