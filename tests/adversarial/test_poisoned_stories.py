"""Stories that somebody prepared: what outsiders are told and shown of them, everywhere."""

import pytest

from bot.channels.web.app import create_app
from bot.channels.web.parts import Rates, WebParts
from bot.ports.library import StoryFilter
from tests.adversarial.hostile import (
    PAYLOADS,
    SEEDED,
    live_in_page,
    live_in_slack,
    named_in,
    pitches,
    poisoned_stories,
    words_in_page,
    words_in_slack,
)
from tests.channels.slack.test_slack_dialog import WholeBot
from tests.channels.slack.workspace import JO, PRIYA, SHARED, workspace
from tests.fakes.browser import browser

HELD = (
    "order in plain sight",
    "order in a comment",
    "order in white letters",
    "order in Chinese",
    "order in Arabic",
    "order in Russian",
)
ASKED = (
    "Approvals wait for nine days here.",
    "Our invoices wait for weeks, nobody knows why.",
    "Repairs take 23 days.",
    "Returns cost us a day a week.",
)


def test_there_are_enough_of_them():
    assert len(poisoned_stories()) >= 40


async def records(app):
    found = await app.stories.all(StoryFilter())
    return [r for r in found if "poisoned-" in r.path or "never-told" in r.path]


async def test_what_looks_like_an_order_or_has_no_consent_is_held(attacked):
    found = {r.story.title: r.story for r in await records(attacked)}
    for trick in HELD:
        assert found[f"The week of {trick}"].effective_visibility == "internal", trick
    assert not any("visibility that is none" in title for title in found)


async def test_no_poisoned_story_says_what_it_must_not(slack, attacked):
    """Each is opened in a shared channel by its id, as if it had been handed on."""
    async with workspace(slack, WholeBot(attacked)) as work:
        await work.mentions(PRIYA, "our approvals wait", SHARED)
        message = slack.posted(SHARED)[0]
        for record in await records(attacked):
            await work.presses(PRIYA, {"action_id": "read:0", "value": record.ref}, message)
            view = slack.views[work.last_view]
            words = words_in_slack(view)
            assert not [w for w in SEEDED if w.lower() in words.lower()], record.story.title
            assert named_in(words) == [], record.story.title
            assert pitches(words) == [], record.story.title
            assert live_in_slack(view) == [], record.story.title
            if record.story.effective_visibility == "internal":
                assert "not here any more" in words_in_slack(view)


async def test_they_are_told_without_what_they_must_not_say(slack, attacked):
    channel = slack.channel(
        "C0POISON", [PRIYA, JO], is_ext_shared=True, connected_team_ids=["T0ACME"]
    )
    async with workspace(slack, WholeBot(attacked)) as work:
        for text in ASKED:
            thread = await work.mentions(PRIYA, text, channel)
            for _ in range(3):
                await work.mentions(PRIYA, "another one, that is not like us", channel, thread)
        posted = slack.posted(channel)
        assert len(posted) >= 8
        for message in posted:
            shown = words_in_slack(message)
            assert not [w for w in (*SEEDED, *PAYLOADS) if w.lower() in shown.lower()]
            assert pitches(shown) == []
            assert live_in_slack(message) == []


@pytest.mark.parametrize("path", ["/", "each"])
async def test_the_public_shelf_shows_them_as_text(attacked, path):
    parts = WebParts(
        respond=attacked.respond,
        read=attacked.read,
        operator="Northstar",
        rates=Rates("10000/minute", "10000/minute"),
    )
    async with browser(create_app(parts)) as web:
        found = await records(attacked)
        pages = [f"/stories/{r.ref}" for r in found] if path == "each" else [path]
        for page, record in zip(pages, found, strict=False):
            answer = await web.get(page)
            assert answer.status_code in (200, 404)
            words = words_in_page(answer.text)
            assert not [w for w in SEEDED if w.lower() in words.lower()], record.story.title
            assert live_in_page(answer.text) == [], record.story.title
            assert pitches(words) == [], record.story.title
            if path == "each" and record.story.effective_visibility == "internal":
                assert answer.status_code == 404
