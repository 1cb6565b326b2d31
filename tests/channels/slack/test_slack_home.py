"""The Home tab: for a rep what changed where they may read, for anyone else who runs this."""

import json
from datetime import timedelta

import pytest

from bot.domain.audience import Place, Room, Speaker
from tests.channels.slack.test_slack_presses import named
from tests.channels.slack.whole_bot import shared_channel, whole_workspace
from tests.channels.slack.workspace import GUEST, JO, PRIYA, RAJ, SAM

PROBLEM = "Our spare parts leave the warehouse two days late every week."


@pytest.fixture
async def work(slack, app):
    async with whole_workspace(slack, app) as joined:
        yield joined


async def told(work, slack, name, members=(PRIYA, JO)):
    """Give a channel of a company in which something was said."""
    team = f"T0{name.upper()}"
    slack.teams[team] = name
    slack.user(PRIYA, team, is_stranger=True)
    channel = shared_channel(slack, members, team)
    await work.mentions(PRIYA, PROBLEM, channel)
    return channel


async def opens(work, slack, user):
    """Open the Home tab; gives what is shown."""
    ts = slack.next_ts()
    event = {"type": "app_home_opened", "tab": "home", "user": user, "channel": f"D{user}"}
    await work.sends(event | {"event_ts": ts})
    await work.rest()
    return slack.homes[user]


def text_of(view):
    return json.dumps(view["blocks"], ensure_ascii=False)


def of_account(view, name):
    """Give what is shown from an account's name on."""
    at = next((n for n, b in enumerate(view["blocks"]) if name in json.dumps(b)), None)
    return "" if at is None else json.dumps(view["blocks"][at : at + 2])


async def test_a_rep_sees_what_changed_since_they_last_looked(work, slack):
    await told(work, slack, "Garthwick")
    first = await opens(work, slack, JO)
    assert "two days late every week" in of_account(first, "Garthwick")
    assert "T0GARTHWICK" not in text_of(first).replace('"value": "T0GARTHWICK"', "")
    second = await opens(work, slack, JO)
    assert "Garthwick" not in text_of(second)
    channel = shared_channel(slack, [PRIYA, JO], "T0GARTHWICK")
    await work.mentions(PRIYA, "The night shift packs them in the wrong order.", channel)
    third = await opens(work, slack, JO)
    assert "wrong order" in of_account(third, "Garthwick")
    assert "two days late" not in of_account(third, "Garthwick")


async def test_from_there_a_page_opens(work, slack):
    await told(work, slack, "Hexgrove")
    home = await opens(work, slack, JO)
    at = next(n for n, b in enumerate(home["blocks"]) if "Hexgrove" in json.dumps(b))
    button = named({"blocks": home["blocks"][at:]}, "page_prep")
    slack.views["home"] = home
    await work.presses_in(JO, button, "home")
    assert "Questions that could help" in text_of(slack.views[work.last_view])


async def test_who_is_no_member_of_a_channel_sees_nothing_of_it(work, slack):
    await told(work, slack, "Iverley", [PRIYA])
    for who in (JO, SAM):
        assert "Iverley" not in text_of(await opens(work, slack, who))


async def test_nothing_in_it_is_a_score_or_a_push(work, slack):
    await told(work, slack, "Jarrowby")
    shown = text_of(await opens(work, slack, JO)).lower()
    assert not [word for word in ("score", "stage", "lead", "follow up", "%") if word in shown]


@pytest.mark.parametrize("who", [PRIYA, RAJ, GUEST])
async def test_anyone_else_sees_who_runs_this_and_a_way_to_their_notes(work, slack, who):
    await told(work, slack, "Kelbrook")
    home = await opens(work, slack, who)
    assert "run by Northstar" in text_of(home)
    assert "two days late" not in text_of(home)
    await work.says(who, "Our orders are typed twice.", f"D{who}")
    slack.views["home"] = home
    await work.presses_in(who, named(home, "notes"), "home")
    assert "typed twice" in text_of(slack.views[work.last_view])


async def test_whoever_loses_the_role_is_shown_nothing_of_it_at_the_next_opening(work, slack):
    await told(work, slack, "Lindale")
    assert "Lindale" in text_of(await opens(work, slack, JO))
    slack.user(JO, "T0HOME", is_restricted=True)
    work.channel._parts.lookups._people.clear()
    assert "run by Northstar" in text_of(await opens(work, slack, JO))


async def test_a_rep_of_another_place_is_shown_nothing(app):
    jo = Speaker("slack:U0JO", insider=True)
    room = Room("D1", "slack", Place.DM)
    assert await app.look_in(jo, room, app.clock.now() + timedelta(days=1)) is None
