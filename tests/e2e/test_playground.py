"""The playground as a person meets it: in a real browser, with and without scripts, on a phone."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TURNS = (
    "Our month-end close takes nine days and the bank complains.",
    "It costs us about two weekends a month.",
    "We tried a shared calendar last year, nobody kept it up.",
    "Has anyone else been through this?",
)

pytestmark = pytest.mark.browser


def say(page, text):
    """Write a message, send it with Enter, and wait until its reply stands there."""
    turns = page.locator("#turns > li")
    before = turns.count()
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1)
    expect(turns.last.locator(".said")).to_contain_text(text)
    expect(turns.last.locator(".reply")).to_be_visible()


def take_seat(page, name):
    page.get_by_role("link", name="Seats", exact=True).click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_buyer_talks_reads_corrects_withdraws_and_takes_the_notes_along(visit):
    page = visit("/")
    take_seat(page, "A buyer in a shared channel")
    for text in TURNS:
        say(page, text)
        expect(page.get_by_label("Your message")).to_be_focused()
        expect(page.get_by_label("Your message")).to_have_value("")
    open_a_story_and_come_back(page)
    expect(page.locator("#turns > li")).to_have_count(len(TURNS))  # a new page shows all of it
    correct(page.locator(".entry").first, "The close takes eleven days, measured.")
    expect(page.locator("#notes-body")).to_contain_text("The close takes eleven days, measured.")
    withdraw(page, "The close takes eleven days")
    say(page, "Our month-end close takes twelve days.")
    notes = downloaded_notes(page)
    assert notes.startswith("# Problem notes")
    assert "twelve days" in notes
    assert "eleven days" not in notes


def open_a_story_and_come_back(page):
    page.get_by_role("link", name=re.compile("^Read ")).first.click()
    expect(page.locator(".story-page section").first).to_be_visible()
    page.get_by_role("link", name="Back to the room").click()


def correct(entry, words):
    entry.get_by_text("Correct").click()
    entry.get_by_label("In your words").fill(words)
    entry.get_by_role("button", name="Save").click()


def withdraw(page, words):
    entries = page.locator(".entry")
    total = entries.count()
    entry = entries.filter(has_text=words)
    entry.get_by_role("button", name=re.compile("Withdraw")).click()
    expect(entry).to_have_count(0)
    assert entries.count() == total - 1


def downloaded_notes(page):
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Markdown$")).click()
    assert download.value.suggested_filename == "problem-notes.md"
    return download.value.path().read_text(encoding="utf-8")


def test_everything_works_without_scripts(visit):
    page = visit("/demo/prospect-private", java_script_enabled=False)
    page.get_by_label("Your message").fill(TURNS[0])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#turns > li")).to_have_count(1)
    correct(page.locator(".entry").first, "The close takes eleven days.")
    expect(page.locator(".entry").first).to_contain_text("The close takes eleven days.")
    page.get_by_role("button", name=re.compile("Withdraw")).first.click()
    expect(page.locator(".entry", has_text="eleven days")).to_have_count(0)


def test_a_double_press_sends_one_message(visit):
    for scripts in (True, False):
        page = visit("/demo/prospect-private", java_script_enabled=scripts)
        page.get_by_label("Your message").fill(TURNS[0])
        page.get_by_role("button", name="Send").dblclick()
        expect(page.locator("#turns > li")).to_have_count(1)
        page.reload()
        expect(page.locator("#turns > li")).to_have_count(1)


def test_the_keyboard_alone_will_do(visit):
    page = visit("/demo/prospect-private")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    message = page.get_by_label("Your message")
    for _ in range(20):
        page.keyboard.press("Tab")
        if message.evaluate("box => box === document.activeElement"):
            break
    expect(message).to_be_focused()
    page.keyboard.type(TURNS[0])
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Nobody knows why.")
    page.keyboard.press("Enter")
    expect(page.locator("#turns .said")).to_contain_text("Nobody knows why.")
    expect(message).to_be_focused()


def test_a_beginning_can_be_picked(visit):
    page = visit("/demo/prospect-private")
    page.get_by_role("button", name="Just looking around").click()
    expect(page.locator("#turns > li")).to_have_count(1)
    expect(page.get_by_text("or pick a beginning")).to_be_hidden()
    expect(page.get_by_label("Your message")).to_be_focused()


def test_the_shared_channel_is_one_room_for_both_seats(visit):
    page = visit("/demo/prospect-shared")
    say(page, TURNS[0])
    page.get_by_role("link", name="A rep in the shared channel").click()
    expect(page.locator("#turns > li")).to_have_count(1)
    expect(page.locator(".said")).to_contain_text("Priya")
    expect(page.locator(".internal, .held")).to_have_count(0)


def test_a_rep_alone_sees_internal_stories_marked(visit):
    page = visit("/demo/rep-private")
    page.get_by_role("link", name="Browse and search them").click()
    card = page.locator(".grid .card", has=page.locator(".internal")).first
    expect(card).to_contain_text("Internal")
    title = card.get_by_role("link")
    path = title.get_attribute("href")
    title.click()
    expect(page.locator(".story-page .internal")).to_be_visible()
    there = page.request.get(path.replace("rep-private", "rep-shared"))
    assert there.status == 404


def test_an_owner_hands_over_a_story_and_reads_what_it_lacks(visit):
    page = visit("/demo/owner")
    story = b"---\ntitle: Late keys\n---\n## Situation\nA school with forty doors.\n"
    file = {"name": "late-keys.md", "mimeType": "text/markdown", "buffer": story}
    page.get_by_label("A story file").set_input_files(file)
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator("#turns .reply")).to_be_visible()
    expect(page.locator("#turns .doc")).to_contain_text(re.compile("outcome", re.IGNORECASE))


def test_anyone_reads_searches_and_talks_on_the_public_shelf(visit):
    page = visit("/")
    page.get_by_label("Search for a story like yours").fill("the close takes too long")
    page.get_by_role("button", name="Search").click()
    page.locator(".grid a").first.click()
    expect(page.locator(".story-page h2").first).to_be_visible()
    page.get_by_role("link", name="Stories", exact=True).click()
    page.get_by_label("What is on your mind").fill(TURNS[0])
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_url(re.compile("/talk#end$"))
    expect(page.locator("#turns .reply")).to_be_visible()
    say(page, TURNS[1])
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("#turns > li")).to_have_count(0)


def test_on_a_phone_the_notes_are_folded_below_the_talk(visit):
    page = visit("/demo/prospect-shared", **PHONE)
    say_by_button(page, TURNS[0])
    body = page.locator("#notes-body")
    expect(body).to_be_hidden()
    page.locator("#notes > summary").click()
    expect(body).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def say_by_button(page, text):
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#turns > li .reply").last).to_be_visible()


def test_what_could_not_be_sent_stays_in_the_box(visit):
    page = visit("/demo/prospect-private")
    page.context.set_offline(True)
    page.get_by_label("Your message").fill(TURNS[0])
    page.keyboard.press("Enter")
    expect(page.get_by_text("could not reach Groundwork")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value(TURNS[0])
    page.context.set_offline(False)
    visit.complaints.clear()  # the browser rightly reports the failed request
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#turns > li")).to_have_count(1)
    expect(page.get_by_text("could not reach Groundwork")).to_be_hidden()
