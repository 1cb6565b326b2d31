"""A person at Microsoft's playground for Teams, in a real browser.

With GROUNDWORK_PICTURES set to a folder, what is on the screen is kept there: the pictures of
the documentation are made so.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

PICTURES = os.environ.get("GROUNDWORK_PICTURES")
PROBLEM = "Month-end closing takes us nine days and nobody knows why."
WINDOW, WIDE = {"width": 1000, "height": 760}, {"width": 1320, "height": 760}
WAIT = 30_000  # milliseconds


class Screen:
    """What is on the screen, and what can be done there."""

    def __init__(self, page):
        self.page = page
        self.tool("Toggle Log Panel")

    def tool(self, name):
        """Use the playground's own bar."""
        self.page.get_by_role("button", name=name).or_(self.page.get_by_title(name)).first.click()

    def goes_to(self, room):
        self.page.set_viewport_size(WIDE)  # in a narrow window the list lies over the chat
        self.page.get_by_text(room).first.click()

    def says(self, text, *, mention=False):
        self.page.get_by_role("textbox").last.click()
        if mention:
            self.page.keyboard.type("@Gr")
            self.page.get_by_role("menuitem").filter(has_text="Groundwork").click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).last.click()

    def shows(self, text, times=1):
        shown = self.page.get_by_text(text, exact=True).or_(
            self.page.get_by_role("button", name=text)
        )
        expect(shown.nth(times - 1)).to_be_visible(timeout=WAIT)

    def picture(self, name):
        if PICTURES:
            self.page.mouse.move(0, 0)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")


@pytest.fixture
def screen(playground_of_buyers, chromium):
    context = chromium.new_context(viewport=WINDOW)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(playground_of_buyers.address)
    yield Screen(page)
    context.close()


def test_a_buyer_alone_with_the_bot(screen):
    """The playground opens no dialogs, so a story cannot be read there."""
    screen.says(PROBLEM)
    screen.shows("Not like us")
    screen.picture("teams-story")
    screen.presses("Not like us")
    screen.shows("Not like us", times=2)
    screen.says("Show my notes")
    screen.shows("Correct a line")
    screen.picture("teams-notes")
    screen.presses("Dislike")
    screen.page.get_by_role("textbox").last.fill("too long")
    screen.presses("Submit")


def test_a_buyer_in_a_group(screen):
    screen.goes_to("Closing the books")
    screen.says("Approvals wait for weeks because nobody owns them.", mention=True)
    screen.shows("Not like us")
    screen.picture("teams-group")
