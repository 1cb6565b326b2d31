"""Talking on the web: nothing is lost and nothing is doubled."""

import asyncio
from io import BytesIO

import pytest
from docx import Document
from pdfminer.high_level import extract_text

from bot.channels.pull_poster import PullPoster
from bot.channels.web.app import join
from bot.domain.events import Action, File, Message, Press, Submission
from tests.fakes.browser import ALL_SEATS, KEY, SEAT, app_of, browser, parts_of, said
from tests.fakes.talk import NOW

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def test_a_reply_shows_its_story_its_question_and_who_reads(web):
    answer = await web.post(f"{SEAT}/say", data=said("The close takes nine days"))
    assert answer.headers["location"] == f"{SEAT}#end"
    page = (await web.get(SEAT)).text
    for part in ("The close takes nine days", "Read \u2018Boxes", "Not like us", "Skip this one"):
        assert part in page
    assert page.count("What does a late close cost you?") == 1
    assert "Everyone here can read this." in page
    assert "They decided not to change" in page


async def test_htmx_gets_only_what_is_new_and_the_notes(web):
    await web.post(f"{SEAT}/say", data=said("First words"))
    second = said("Second words", "s" * 24, seen="1")
    answer = await web.post(f"{SEAT}/say", data=second, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    transcript, notes = answer.text.split('id="notes-body"')
    assert "Second words" in transcript
    assert "First words" not in transcript
    assert "First words" in notes
    assert 'id="seen" value="2"' in answer.text
    assert KEY not in answer.text  # a fresh key for the next message


async def test_a_form_sent_twice_is_one_event(web, talk):
    for _ in range(3):
        await web.post(f"{SEAT}/say", data=said("Only once"))
    assert len(talk.events) == 1
    assert (await web.get(SEAT)).text.count('class="words" dir="auto">Only once<') == 1


async def test_other_words_from_a_page_gone_back_to_are_another_event(web, talk):
    await web.post(f"{SEAT}/say", data=said("One"))
    await web.post(f"{SEAT}/say", data=said("Another"))
    assert [e.text for e in talk.events] == ["One", "Another"]


async def test_a_first_message_sent_twice_at_once_opens_one_room(talk):
    app = app_of(talk)
    for _ in range(2):
        async with browser(app) as client:  # no cookie has come back yet
            await client.post("/talk/say", data=said("Only once"))
    assert len(talk.events) == 1


async def test_one_key_in_two_rooms_is_two_events(web, talk):
    await web.post("/demo/prospect-shared/say", data=said("Same"))
    await web.post("/demo/prospect-private/say", data=said("Same"))
    assert len({e.key for e in talk.events}) == 2


async def test_a_blank_message_is_no_event(web, talk):
    assert (await web.post(f"{SEAT}/say", data=said(" \r\n "))).status_code == 303
    assert talk.events == []


async def test_a_beginning_is_picked_by_id(web, talk):
    await web.post(f"{SEAT}/say", data={"key": KEY, "target": "starter-0"})
    assert talk.events[0].text.startswith("Just looking around")
    await web.post(f"{SEAT}/say", data={"key": KEY, "target": "starter-99"})
    assert len(talk.events) == 1


async def test_presses_and_corrections_become_events(web, talk):
    await web.post(f"{SEAT}/say", data=said("It takes 9 days"))
    entry = f"{talk.events[0].key}/0"
    correction = said("It takes 11 days", "c" * 24, target=entry)
    await web.post(f"{SEAT}/correct", data=correction)
    assert isinstance(talk.events[1], Submission)
    assert "It takes 11 days" in (await web.get(SEAT)).text
    confirm = {"key": "d" * 24, "press": "confirm", "target": ""}
    await web.post(f"{SEAT}/press", data=confirm)
    assert ">confirmed<" in (await web.get(SEAT)).text
    withdraw = {"key": "w" * 24, "press": "withdraw", "target": f"{talk.events[1].key}/0"}
    await web.post(f"{SEAT}/press", data=withdraw)
    assert isinstance(talk.events[3], Action)
    assert talk.events[3].press is Press.WITHDRAW
    assert "It takes 11 days" not in (await web.get(SEAT)).text


@pytest.mark.parametrize(
    ("kind", "media_type", "read"),
    [
        ("md", "text/markdown; charset=utf-8", bytes.decode),
        ("docx", DOCX, lambda b: "\n".join(p.text for p in Document(BytesIO(b)).paragraphs)),
        ("pdf", "application/pdf", lambda b: extract_text(BytesIO(b))),
    ],
)
async def test_the_notes_are_downloaded(web, kind, media_type, read):
    await web.post(f"{SEAT}/say", data=said("It takes 9 days & costs <5>"))
    assert f'href="{SEAT}/notes.{kind}" download' in (await web.get(SEAT)).text
    answer = await web.get(f"{SEAT}/notes.{kind}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="problem-notes.{kind}"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "It takes 9 days & costs <5>" in read(answer.content).replace("\\", "")


@pytest.mark.parametrize("kind", ["exe", "", "MD", "md.pdf", "../notes", "%2e%2e"])
async def test_the_notes_are_given_in_no_other_format(web, kind):
    assert (await web.get(f"{SEAT}/notes.{kind}")).status_code == 404


async def test_whoever_has_no_token_of_a_room_gets_none_of_its_notes(talk):
    app = app_of(talk)
    async with browser(app) as hers, browser(app) as another:
        await hers.post("/talk/say", data=said("It takes 9 days"))
        assert "It takes 9 days" in (await hers.get("/talk/notes.md")).text
        assert "Nothing is noted yet." in (await another.get("/talk/notes.md")).text
        words = Document(BytesIO((await another.get("/talk/notes.docx")).content)).paragraphs
        assert "9 days" not in " ".join(p.text for p in words)
        assert "9 days" not in extract_text(
            BytesIO((await another.get("/talk/notes.pdf")).content)
        )


async def test_the_owner_hands_over_a_file_and_reads_its_review(web, talk):
    file = {"file": ("story.md", b"---\ntitle: x\n---\n", "text/markdown")}
    await web.post("/demo/owner/file", data={"key": KEY}, files=file)
    [event] = talk.events
    assert isinstance(event, File)
    assert (event.name, event.content[:3]) == ("story.md", b"---")
    assert "The outcome is missing" in (await web.get("/demo/owner")).text


async def test_no_other_seat_takes_files(web, talk):
    for seat in ALL_SEATS[:-1]:
        file = {"file": ("story.md", b"x", "text/markdown")}
        answer = await web.post(f"/demo/{seat}/file", data={"key": KEY}, files=file)
        assert answer.status_code == 404
    assert talk.events == []


async def test_a_message_is_a_message(web, talk):
    await web.post(f"{SEAT}/say", data=said("One\r\nTwo"))
    [event] = talk.events
    assert isinstance(event, Message)
    assert (event.text, event.at) == ("One\nTwo", NOW)


async def test_pages_work_without_htmx(talk):
    """No tag that loads what is not there."""
    async with browser(join(parts_of(talk), htmx=None)) as client:
        assert "htmx.js" not in (await client.get(SEAT)).text
        assert (await client.get("/static/htmx.js")).status_code == 404


async def test_htmx_is_served_where_it_is_installed(web):
    answer = await web.get("/static/htmx.js")
    if answer.status_code == 404:
        pytest.skip("htmx is not installed: pip install -r requirements/assets.txt --no-deps")
    assert "javascript" in answer.headers["content-type"]
    assert "htmx" in answer.text


async def test_a_reply_on_the_web_is_found_by_its_number():
    class Waiting:
        id = 7

    poster = PullPoster()
    assert await poster.post(Waiting()) == await poster.find(Waiting()) == "7"


async def test_who_waits_for_long_is_told_so_and_finds_the_answer_later(talk):
    slow = SlowTalk(talk)
    async with browser(app_of(slow, patience=0.01)) as web:
        answer = await web.post(f"{SEAT}/say", data=said("The close takes nine days"))
        page = await web.get(answer.headers["location"].partition("#")[0])
        assert "One moment." in page.text
        assert "What does a late close cost you?" not in page.text
        again = said("Nine or ten", "s" * 24)
        news = await web.post(f"{SEAT}/say", data=again, headers={"HX-Request": "true"})
        assert "One moment." in news.text.split('id="notice"')[1]
        slow.go_on.set()
        await asyncio.sleep(0.01)
        later = (await web.get(SEAT)).text
        assert "One moment." not in later
        assert "What does a late close cost you?" in later


class SlowTalk:
    """Answers once it is let."""

    def __init__(self, talk):
        self._talk, self.read = talk, talk.read
        self.go_on = asyncio.Event()

    async def respond(self, event):
        await self.go_on.wait()
        return await self._talk.respond(event)
