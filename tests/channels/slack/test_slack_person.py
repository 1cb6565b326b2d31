"""A person who is asked for in a shared channel, and the channel of our own that is told."""

import json
from itertools import count

import pytest

from bot.domain.audience import Role
from bot.ports.people import Person
from tests.channels.slack.standin import HOME
from tests.channels.slack.test_slack_presses import named
from tests.channels.slack.whole_bot import until_posted, whole_workspace
from tests.channels.slack.workspace import GUEST, JO, PRIYA, SAM

_numbers = count(1)
PROBLEM = "Month-end closing takes us nine days."


@pytest.fixture
async def work(slack, app):
    await app.people.put(Person(f"slack:{JO}", Role.REP, "Jo Field"))
    async with whole_workspace(slack, app) as joined:
        yield joined


class Rooms:
    """A channel that is shared with a company of its own, and one of our own people."""

    def __init__(self, work, app):
        n = next(_numbers)
        self.work, self.app, self.slack = work, app, work.slack
        self.shared, self.ours, self.team = f"C0SHARED{n}", f"C0OURS{n}", f"T0BUYER{n}"
        self.buyer = self.slack.user(f"U0BUYER{n}", self.team, is_stranger=True)
        members = [self.buyer, JO]
        teams = [HOME, self.team]
        self.slack.channel(self.shared, members, is_ext_shared=True, connected_team_ids=teams)
        self.slack.channel(self.ours, [JO, SAM])
        self.thread = ""

    async def links(self):
        await self.work.commands(JO, "/link", f"<#{self.shared}|shared>", self.ours)

    async def begins(self, text):
        self.thread = await self.work.mentions(self.buyer, text, self.shared)

    async def says(self, text, user=None):
        await self.work.says(user or self.buyer, text, self.shared, self.thread)

    async def rings(self):
        """Let news arrive."""
        await until_posted(self.work, self.app)

    def told(self):
        """Give what was posted among our own people."""
        return self.slack.posted(self.ours)

    def heard(self):
        """Give what the buyer was answered."""
        return self.slack.posted(self.shared)


@pytest.fixture
def rooms(work, app):
    return Rooms(work, app)


def title_of(view):
    return view["title"]["text"]


async def test_link_joins_the_two_and_says_nothing_where_buyers_read(rooms, slack):
    await rooms.work.commands(JO, "/link", f"<#{rooms.ours}|ours>", rooms.shared)
    assert rooms.heard() == []
    assert "Linked" in json.dumps(slack.views[rooms.work.last_view])
    [said] = rooms.told()
    assert rooms.team in said["text"]
    assert said["thread"] == said["ts"]


@pytest.mark.parametrize("who", [PRIYA, GUEST])
async def test_nobody_else_can_link(rooms, slack, who):
    await rooms.work.commands(who, "/link", f"<#{rooms.shared}|s>", rooms.ours)
    assert "Nothing was linked" in json.dumps(slack.views[rooms.work.last_view])
    assert rooms.told() == []


async def test_two_shared_channels_or_none_named_are_not_linked(rooms, slack):
    for text in (f"<#{rooms.shared}|s>", "", "acme"):
        await rooms.work.commands(JO, "/link", text, rooms.shared)
        assert "Nothing was linked" in json.dumps(slack.views[rooms.work.last_view])


async def test_a_request_reaches_our_own_channel_and_who_takes_it_is_named_to_the_buyer(rooms):
    await rooms.links()
    await rooms.begins(PROBLEM)
    await rooms.says("can I talk to a person?")
    await rooms.rings()
    told = rooms.told()[-1]
    shown = json.dumps(told["blocks"])
    assert told["thread"] == told["ts"]
    assert f"<@{rooms.buyer}>" in shown
    assert f"<#{rooms.shared}>" in shown
    assert "nine days" not in shown
    await rooms.work.presses(JO, named(told, "suggest"), told, rooms.ours)
    assert rooms.team in rooms.told()[-1]["text"]
    assert rooms.told()[-1]["thread"] == told["ts"]
    await rooms.rings()
    assert "Jo Field" in rooms.heard()[-1]["text"]
    assert rooms.heard()[-1]["thread"] == rooms.thread


async def test_a_rep_who_writes_in_the_thread_has_answered_and_no_word_of_it_is_kept(rooms, app):
    await rooms.links()
    await rooms.begins("can I talk to a person?")
    await rooms.rings()
    before = len(rooms.heard())
    await rooms.says("Hello, I am here now. Our margin on this is 40 percent.", JO)
    await rooms.rings()
    assert len(rooms.heard()) == before
    assert "Jo Field" in rooms.told()[-1]["text"]
    assert "margin" not in rooms.slack.all_text(rooms.ours)


async def test_a_channel_of_ours_that_others_read_by_now_gets_nothing(rooms, slack):
    await rooms.links()
    await rooms.begins("can I talk to a person?")
    slack.channels[rooms.ours] |= {"is_ext_shared": True, "connected_team_ids": [HOME, "T0NEW"]}
    await rooms.work.sends({"type": "channel_shared", "channel": rooms.ours, "event_ts": "1.1"})
    before = len(rooms.told())
    await rooms.rings()
    assert len(rooms.told()) == before


async def test_notes_are_passed_on_from_their_modal_after_a_look_at_the_page(rooms, slack):
    await rooms.links()
    await rooms.begins(PROBLEM)
    await rooms.says("We tried a reminder tool last year, nobody read it.")
    await rooms.says("show my notes")
    page = next(m for m in rooms.heard() if "notes" in actions(m))
    await rooms.work.presses(rooms.buyer, named(page, "notes"), page, rooms.shared)
    view = rooms.work.last_view
    assert "suggest" in actions(slack.views[view])
    press = {"action_id": "suggest:pass", "value": "pass"}
    await rooms.work.presses_in(rooms.buyer, press, view)
    shown = slack.views[view]
    assert title_of(shown) == "Pass these on"
    assert "nine days" in json.dumps(shown)
    await rooms.work.submits(rooms.buyer, view, {"times": "Thursday after ten"})
    shown = slack.views[view]
    assert "Thursday after ten" in json.dumps(shown)
    await rooms.rings()
    assert "nine days" not in rooms.slack.all_text(rooms.ours)
    await rooms.work.presses_in(rooms.buyer, {"action_id": "suggest:send", "value": "send"}, view)
    assert "Northstar" in json.dumps(slack.views[view])
    await rooms.rings()
    got = json.dumps(rooms.told()[-1]["blocks"])
    assert "nine days" in got
    assert "Thursday after ten" in got
    assert "nine days" not in json.dumps(rooms.heard()[-1]["blocks"])


def actions(message):
    return [
        e.get("action_id", "").partition(":")[0]
        for block in message["blocks"]
        for e in block.get("elements", ())
    ]
