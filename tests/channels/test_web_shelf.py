"""The public shelf: public stories only, no sign-in, and not too much at once."""

import pytest

from bot.channels.web.parts import Rates
from bot.domain.audience import Place
from tests.fakes.browser import app_of, browser, said


async def test_the_shelf_shows_public_stories_only_and_sets_no_cookie(web):
    page = await web.get("/")
    assert "The close that was not finance" in page.text
    assert "twelve" not in page.text
    assert "never told" not in page.text
    assert "set-cookie" not in page.headers


async def test_the_shelf_searches_and_says_when_nothing_fits(web):
    assert "Nearest to your words" in (await web.get("/", params={"q": "late close"})).text
    assert "None of these really fits" in (await web.get("/", params={"q": "xx"})).text


async def test_a_story_opens_with_headings(web):
    page = await web.get("/stories/s1")
    assert page.status_code == 200
    assert "<h2>Situation</h2>" in page.text
    assert "<li>who waits</li>" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/stories/s2",  # for buyers, not for everyone
        "/stories/s3",
        "/stories/none",
        "/demo/prospect-shared/stories/s3",
        "/demo/rep-shared/stories/s3",
        "/demo/prospect-private/stories/s3",
        "/demo/prospect-private/stories/id-s1",
    ],
)
async def test_a_story_that_is_not_for_this_reader_is_not_there(web, path):
    assert (await web.get(path)).status_code == 404


async def test_a_rep_alone_reads_internal_stories_and_sees_that_they_are(web):
    page = await web.get("/demo/rep-private/stories/s3")
    assert page.status_code == 200
    assert "Internal" in page.text
    listed = (await web.get("/demo/rep-private/stories")).text
    assert "What we never told" in listed


async def test_a_visitor_talks_in_a_public_room_of_their_own(talk):
    app = app_of(talk, demo=False)
    async with browser(app) as one, browser(app) as other:
        for client, key, text in ((one, "a" * 24, "First"), (other, "b" * 24, "Second")):
            answer = await client.post("/talk/say", data=said(text, key))
            assert (answer.status_code, answer.headers["location"]) == (303, "/talk#end")
        page = (await one.get("/talk")).text
    first, second = talk.events
    assert first.room.place is Place.PUBLIC
    assert first.room.id != second.room.id
    assert not first.speaker.insider
    assert "First" in page
    assert "Second" not in page


async def test_the_cookie_is_kept_from_scripts_and_opens_nothing_that_is_stored(web, talk):
    answer = await web.post("/talk/say", data=said("Hello"))
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    token = web.cookies["groundwork"]
    assert token not in repr(talk.events)


async def test_a_made_up_cookie_opens_no_room(web, talk):
    await web.post("/talk/say", data=said("Mine"))
    room = talk.events[0].room.id
    web.cookies.set("groundwork", room)
    assert "Mine" not in (await web.get("/talk")).text


async def test_too_many_requests_get_a_plain_page(talk):
    app = app_of(talk, rates=Rates(read="3/minute", write="1/minute"))
    async with browser(app) as client:
        answers = [await client.get("/") for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert int(answers[3].headers["retry-after"]) > 0
        assert "<h1>That was a lot at once</h1>" in answers[3].text
        writes = [await client.post("/talk/say", data=said(str(n), str(n) * 24)) for n in (1, 2)]
        assert [w.status_code for w in writes] == [303, 429]
        assert (await client.get("/healthz")).text == "ok"
        assert (await client.get("/demo")).status_code == 200  # this machine is not limited
    async with browser(app, client=("2001:db8::1", 1)) as client:
        assert (await client.get("/")).status_code == 200  # others are counted apart
