"""What is posted to Slack, drawn by somebody else's renderer of its blocks, in a browser.

With `GROUNDWORK_PICTURES` set to a folder, the pictures are kept there.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.channels.slack.test_slack_presses import chosen, named
from tests.e2e.conftest import ARGUMENTS
from tests.fakes import slack_pictures as pictures
from tests.fakes.emulated_slack import BOT, JO, PRIYA, SHARED

LINES = (
    f"<@{BOT}> Month-end closing takes us nine days.",
    "We tried a reminder tool last year, nobody read it.",
    "Finance and the plant managers both feel it.",
)


@pytest.fixture
def draw(browser_path, tmp_path):
    """Draws a page and keeps its picture; gives the words that can be seen."""
    if pictures.find_renderer() is None:
        pytest.skip(pictures.MISSING)
    folder = Path(os.environ.get("GROUNDWORK_PICTURES", tmp_path))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 664, "height": 200})

        def drawn(name, messages, title=""):
            page.set_content(pictures.page_of(messages, title))
            page.screenshot(path=folder / f"slack-{name}.png", full_page=True)
            return " ".join(page.inner_text("#drawn").split())

        yield drawn
        browser.close()


def test_a_talk_a_story_and_the_notes_show_every_word(draw, emulated_slack):
    slack, thread, before, talk = emulated_slack, None, [], []
    for line in LINES:
        written = slack.says(PRIYA, line, SHARED, thread)
        thread = thread or written
        said = slack.said(SHARED, thread)
        talk.append(pictures.written("Priya", line))
        talk += [pictures.posted(m) for m in said[len(before) :]]
        before = said
    shows(draw("talk", talk), talk)
    asked = next(m for m in slack.said(SHARED, thread) if "card" in str(m.get("blocks")))
    slack.presses(PRIYA, named(asked, "read"), asked, SHARED)
    shown_in_modal(draw, "story", slack.modal)
    slack.presses(PRIYA, chosen(asked, "notes"), asked, SHARED)
    shown_in_modal(draw, "notes", slack.modal)


def test_stories_for_a_rep_and_the_view_of_a_room_show_every_word(draw, emulated_slack):
    slack = emulated_slack
    slack.commands(JO, "/stories", "signatures for a purchase wait", SHARED)
    shown_in_modal(draw, "stories", slack.modal)
    slack.presses_in(JO, named(slack.modal, "rep_share") | {"type": "button"}, slack.modal)
    shown_in_modal(draw, "share", slack.modal)


def shown_in_modal(draw, name, view):
    messages = [pictures.modal(view)]
    shows(draw(name, messages, view["title"]["text"]), messages)


def shows(seen, messages):
    """Hold what can be seen against what was posted. Marks for bold and the like are not seen."""
    for text in pictures.words_of([m.get("blocks") or [] for m in messages]):
        for line in text.splitlines():
            plain = " ".join(line.strip("*_`").replace("`", "").replace("_", "").split())
            assert plain.replace("&amp;", "&") in seen, plain
