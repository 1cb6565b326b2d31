"""No page has an accessibility violation that axe can find, light or dark, large or small."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.test_playground import PHONE, TURNS, say_by_button

pytestmark = pytest.mark.browser

DESKTOP = {"viewport": {"width": 1280, "height": 860}}
SEATS = ("prospect-shared", "prospect-private", "rep-private", "rep-shared", "owner")


@pytest.mark.parametrize(
    ("scheme", "screen"),
    [("light", DESKTOP), ("dark", PHONE)],
    ids=["light-desktop", "dark-phone"],
)
def test_no_page_shuts_anyone_out(visit, scheme, screen):
    page = visit("/demo", color_scheme=scheme, reduced_motion="reduce", **screen)
    problems = []
    for path in (*plain_pages(page), *rooms(page)):
        page.goto(path)
        problems += [f"{path} ({scheme}): {found}" for found in violations(page)]
    page.goto("/demo/prospect-shared")
    page.locator("#notes").evaluate("notes => notes.open = true")
    page.locator(".edit details").first.evaluate("box => box.open = true")
    problems += [f"notes open ({scheme}): {found}" for found in violations(page)]
    visit.complaints[:] = [c for c in visit.complaints if "404" not in c]
    assert problems == []


def plain_pages(page):
    page.goto("/")
    story = page.locator(".grid a").first.get_attribute("href")
    return ("/", "/?q=close", "/demo", "/nothing-here", "/talk", story, "/demo/owner/stories")


def rooms(page):
    """The rooms, each with something said in it."""
    for seat in SEATS:
        page.goto(f"/demo/{seat}")
        say_by_button(page, TURNS[0])
        expect(page.get_by_role("button", name="Send")).to_be_enabled()
        yield f"/demo/{seat}"


def violations(page):
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
