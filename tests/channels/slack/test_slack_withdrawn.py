"""A story that is taken out leaves the messages that showed it; tried again until it has."""

import json
from dataclasses import replace
from itertools import count

import pytest

from bot.domain.audience import Audience, Role, clearance_for
from bot.domain.story import Verdict
from bot.use_cases.change_stories import Decision
from tests.channels.slack.standin import Fault
from tests.channels.slack.test_slack_dialog import WholeBot
from tests.channels.slack.workspace import JO, PRIYA, workspace

_channels = count(1)


@pytest.fixture
async def work(slack, app):
    async with workspace(slack, WholeBot(app)) as joined:

        async def withdraw():
            """Look as a minute later."""
            await replace(app.withdraw)()

        joined.withdraw = withdraw
        yield joined


@pytest.fixture
async def told(work, slack):
    """A buyer was told a story in a shared channel; the room of it."""
    room = f"C0TOLD{next(_channels)}"
    slack.channel(room, [PRIYA, JO], is_ext_shared=True, connected_team_ids=["T0ACME"])
    await work.mentions(PRIYA, "Month-end closing takes us nine days.", room)
    return room


def card_in(slack, room):
    [message] = slack.posted(room)
    return next((b for b in message["blocks"] if b["type"] == "card"), None)


@pytest.fixture
async def rules(app, slack, told):
    """Decides on the story that was told, and lets it in again at the end."""
    title = card_in(slack, told)["title"]["text"]
    seen = clearance_for(Audience.OUTSIDERS)
    [story] = [r for r in await app.find.browse(seen) if r.title == title]

    async def rule(verdict):
        await app.change.rule(Decision(story.story_id, "Sam", "test", Role.OWNER), verdict)
        return title

    yield rule
    await rule(Verdict.APPROVED)


async def test_a_recalled_story_leaves_the_message_words_and_all(work, slack, told, rules):
    title = await rules(Verdict.RECALLED)
    await work.withdraw()
    [message] = slack.posted(told)
    assert card_in(slack, told) is None
    assert message["blocks"][0]["text"]["text"] == "A story that stood here was withdrawn."
    assert title not in json.dumps(message)
    assert "Continue privately" in json.dumps(message)  # who reads along is still said


async def test_a_retired_story_is_no_longer_offered_and_what_was_said_stays(
    work, slack, told, rules
):
    before = slack.posted(told)[0]["blocks"][0]["text"]["text"]
    await rules(Verdict.RETIRED)
    await work.withdraw()
    assert card_in(slack, told) is None
    after = slack.posted(told)[0]["blocks"][0]["text"]["text"]
    assert after == f"{before}\n\nA story that stood here is no longer offered."
    calls = len(slack.of("chat.update"))
    await work.withdraw()
    assert len(slack.of("chat.update")) == calls


@pytest.mark.parametrize(
    "fault", [Fault(500), Fault(error="internal_error"), Fault(500, lost=True)]
)
async def test_it_is_tried_again_where_slack_fails(work, slack, told, rules, fault):
    await rules(Verdict.RECALLED)
    slack.break_next("chat.update", fault)
    await work.withdraw()
    await work.withdraw()
    assert card_in(slack, told) is None


@pytest.mark.parametrize("error", ["message_not_found", "channel_not_found", "token_revoked"])
async def test_what_cannot_be_changed_any_more_is_left(work, slack, told, rules, error):
    await rules(Verdict.RECALLED)
    slack.break_next("chat.update", Fault(error=error))
    await work.withdraw()
    calls = len(slack.of("chat.update"))
    await work.withdraw()
    assert len(slack.of("chat.update")) == calls
