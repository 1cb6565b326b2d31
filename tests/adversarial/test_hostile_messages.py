"""Hostile messages through Slack and the web: none gets what it is after."""

import hashlib
from itertools import count

import lxml.html
import pytest

from bot.channels.web.app import create_app
from bot.channels.web.parts import Rates, WebParts
from tests.adversarial.hostile import (
    SEEDED,
    TALK_IDS,
    TALKS,
    gives_away,
    live_in_page,
    live_in_slack,
    pitches,
    words_in_page,
    words_in_slack,
)
from tests.channels.slack.test_slack_dialog import WholeBot
from tests.channels.slack.workspace import JO, PRIYA, workspace
from tests.fakes.browser import browser

_channels = count(1)


def test_there_are_enough_of_them():
    assert sum(len(texts) for _, texts in TALKS) >= 150
    assert len({kind for kind, _ in TALKS}) >= 12


@pytest.mark.parametrize(("kind", "texts"), TALKS, ids=TALK_IDS)
async def test_no_message_gets_what_it_must_not(slack, attacked, kind, texts):
    """In a channel that is shared with her company, where one of ours reads along."""
    channel = slack.channel(
        f"C0HOSTILE{next(_channels)}", [PRIYA, JO], is_ext_shared=True,
        connected_team_ids=["T0ACME"],
    )  # fmt: skip
    failed = await failures(attacked)
    async with workspace(slack, WholeBot(attacked)) as work:
        thread = ""
        for n, text in enumerate(texts):
            if thread:
                await work.mentions(PRIYA, text, channel, thread)
            else:
                thread = await work.mentions(PRIYA, text, channel)
            posted = slack.posted(channel)
            assert len(posted) <= n + 1 + len(texts)
        posted = slack.posted(channel)
        assert posted, "nobody was answered"
        for message in posted:
            shown = words_in_slack(message)
            assert gives_away(shown, texts) == []
            assert pitches(shown) == []
            assert live_in_slack(message) == []
    assert await failures(attacked) == failed


async def failures(app):
    """Give how many turns ended in an apology so far."""
    page = (await app.operations.figures()).decode()
    return next(
        x for x in page.split("\n") if x.startswith('groundwork_turns_total{outcome="failed')
    )


@pytest.mark.parametrize(("kind", "texts"), TALKS, ids=TALK_IDS)
async def test_no_message_gets_what_it_must_not_on_the_web(attacked, kind, texts):
    """On the public pages, where nobody is vouched for."""
    failed = await failures(attacked)
    unlimited = Rates("10000/minute", "10000/minute")
    parts = WebParts(
        respond=attacked.respond,
        read=attacked.read,
        operator="Northstar",
        rates=unlimited,
    )
    async with browser(create_app(parts)) as web:
        for n, text in enumerate(texts):
            sent = await web.post(
                "/talk/say", data={"key": f"{_key(kind, texts)}{n:03}", "text": text}
            )
            assert sent.status_code in (303, 413), sent.text[:200]
        page = (await web.get("/talk")).text
        assert gives_away(_said_by_the_bot(page), texts) == []
        assert [w for w in SEEDED if w in words_in_page(page)] == []
        assert pitches(_said_by_the_bot(page)) == []
        assert live_in_page(page) == []
    assert await failures(attacked) == failed


def _key(kind, texts):
    return hashlib.sha256(f"{kind}{texts}".encode()).hexdigest()[:24]


def _said_by_the_bot(page):
    found = lxml.html.document_fromstring(page).find_class("reply")
    return " ".join(element.text_content() for element in found)
