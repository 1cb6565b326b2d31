"""The notes taken along from a real conversation: what was cleared here, and nothing else."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from bot.adapters.content.prompt_files import load_wording
from bot.domain.audience import Role, Speaker, Visibility
from bot.domain.brief_document import NEXT, STORIES
from bot.domain.events import Press
from bot.settings import CONTENT
from tests.dialogs.talk import speaker

PROBLEM = "Month-end closing takes us nine days, and the controllers in the plants suffer from it."


async def taken(app, talk, who="Priya", role=None, kind="md"):
    file = await app.read.notes(speaker(who, role), talk.room, kind)
    return file.content.decode() if kind == "md" else file


def titles_of(talk):
    return [card.title for a in talk.answers if a.reply for card in a.reply.stories]


async def told(talk):
    """Talk until a story was shown."""
    await talk.says(PROBLEM)
    await talk.says("What did others do?")
    assert titles_of(talk)
    return titles_of(talk)


async def test_the_page_in_the_chat_is_the_one_that_is_taken_along(app, shared):
    [title, *_] = await told(shared)
    answer = await shared.says("Show my notes")
    [page] = answer.reply.attachments
    assert (page.kind, page.name) == ("brief", "problem-notes.md")
    assert f"## {STORIES}" in page.text
    assert title.split()[0] in page.text
    assert f"## {NEXT}" in page.text
    assert page.text == await taken(app, shared)


async def test_a_story_that_was_not_like_them_does_not_come_along(app, shared):
    first = (await told(shared))[-1]
    await shared.presses(Press.NOT_LIKE_US)
    page = plain(await taken(app, shared))
    assert first not in page


async def test_a_story_that_is_gone_now_does_not_come_along(app, shared, monkeypatch):
    [title, *_] = await told(shared)
    assert title in plain(await taken(app, shared))
    stories, real = app.stories, type(app.stories).get

    async def internal(self, ids):
        found = await real(self, ids)
        return {
            i: replace(s, story=replace(s.story, visibility=Visibility.INTERNAL))
            for i, s in found.items()
        }

    monkeypatch.setattr(type(stories), "get", internal)
    assert title not in plain(await taken(app, shared))


async def test_a_colleague_in_the_room_does_not_take_along_what_was_said_in_private(app, private):
    await private.says(PROBLEM)
    assert "nine days" in await taken(app, private)
    assert "Nothing is noted yet." in await taken(app, private, "Raj")


async def test_a_date_that_was_agreed_is_the_next_step(app, shared):
    shared.later(days=20_000)  # so that the day does not come while tests run
    await shared.says(PROBLEM)
    await shared.says("Ask me again in three weeks")
    answer = await shared.says("Show my notes")
    assert "Groundwork asks how it stands. (agreed with Priya)" in answer.reply.attachments[0].text


async def test_a_wish_for_a_person_is_the_vendors_step(app, shared):
    await shared.says(PROBLEM)
    await shared.says("Can I talk to a person please?")
    assert f"{app.settings.operator} answers the wish for a person." in await taken(app, shared)


async def test_what_a_rep_says_in_the_room_is_not_in_it(app, shared):
    await shared.says(PROBLEM)
    await shared.says("Our dashboards crash every day", who="Jo", role="rep")
    assert "dashboards" not in await taken(app, shared)
    assert "dashboards" not in await taken(app, shared, "Jo", "rep")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
async def test_the_other_formats_come_from_the_same_document(app, shared, kind):
    [title, *_] = await told(shared)
    file = await taken(app, shared, kind=kind)
    assert file.name == f"problem-notes.{kind}"
    if kind == "docx":
        words = " ".join(p.text for p in Document(BytesIO(file.content)).paragraphs)
        assert title in words


async def test_a_format_that_nothing_writes_is_none(app, shared):
    assert await app.read.notes(Speaker("x", role=Role.REP), shared.room, "exe") is None


def test_every_open_topic_has_words_that_read_as_a_next_step():
    points = load_wording(CONTENT / "prompts").points
    assert all(not text[0].isupper() and not text.endswith(("?", ".")) for text in points.values())


def plain(page):
    return page.replace("\\", "")
