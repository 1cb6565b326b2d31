"""The seats: who sits where, and that they exist on this machine alone."""

import re

import pytest

from bot.domain.audience import Place, Role
from tests.fakes.browser import ALL_SEATS, HOME, KEY, SEAT, app_of, browser, said


async def test_each_seat_has_its_page_and_title(web):
    for seat in ALL_SEATS:
        page = await web.get(f"/demo/{seat}")
        assert page.status_code == 200
        assert re.search(r"<title>[^<]+ · Groundwork</title>", page.text)


@pytest.mark.parametrize(
    ("base", "more", "headers"),
    [
        (HOME, {"demo": False}, {}),
        (HOME, {"host": "0.0.0.0"}, {}),
        (HOME, {"host": "192.0.2.7"}, {}),
        (HOME, {}, {"Host": "groundwork.example"}),
        (HOME, {}, {"Host": "localhost"}),
        (HOME, {}, {"Host": "localhost:9"}),
        (HOME, {}, {"Host": "localhost.evil.example:8000"}),
        (HOME, {}, {"X-Forwarded-For": "198.51.100.1"}),
        (HOME, {}, {"Forwarded": "for=198.51.100.1"}),
        ("http://192.0.2.7:8000", {}, {"Host": "localhost:8000"}),
    ],
)
async def test_seats_are_not_there_but_on_this_machine(talk, base, more, headers):
    """Without --demo, off loopback, under another name or through a proxy: 404 all over /demo."""
    async with browser(app_of(talk, **more), base) as client:
        for path in ("/demo", SEAT, "/demo/owner/stories", f"{SEAT}/notes.md", "/demo/nothing"):
            assert (await client.get(path, headers=headers)).status_code == 404
        for path in (f"{SEAT}/say", "/demo/owner/file", "/demo/again", SEAT):
            assert (await client.post(path, data=said("hi"), headers=headers)).status_code == 404
        assert "/demo" not in (await client.get("/", headers=headers)).text
    assert talk.events == []


async def test_seats_are_not_there_for_a_client_from_elsewhere(talk):
    async with browser(app_of(talk), client=("198.51.100.1", 5000)) as client:
        assert (await client.get("/demo")).status_code == 404


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://[::1]:8000"])
async def test_seats_are_there_under_every_name_of_this_machine(talk, base):
    async with browser(app_of(talk), base) as client:
        assert (await client.get("/demo")).status_code == 200


@pytest.mark.parametrize(
    ("seat", "person"),
    [
        ("prospect-shared", (None, False, Place.SHARED)),
        ("prospect-private", (None, False, Place.DM)),
        ("rep-private", (Role.REP, True, Place.DM)),
        ("rep-shared", (Role.REP, True, Place.SHARED)),
        ("owner", (Role.OWNER, True, Place.DM)),
    ],
)
async def test_a_seat_speaks_as_its_person_in_its_room(web, talk, seat, person):
    await web.post(f"/demo/{seat}/say", data=said("Hello"))
    [event] = talk.events
    assert (event.speaker.role, event.speaker.insider, event.room.place) == person
    assert event.room.channel == "web"


async def test_both_seats_of_the_shared_channel_are_in_one_room(web, talk):
    await web.post("/demo/prospect-shared/say", data=said("From the buyer"))
    await web.post("/demo/rep-shared/say", data=said("From the rep", "r" * 24))
    assert talk.events[0].room == talk.events[1].room
    page = (await web.get("/demo/rep-shared")).text
    assert "From the buyer" in page
    assert "From the rep" in page
    assert "Correct" not in page  # the notes are the buyer's


async def test_starting_again_opens_empty_rooms(web):
    await web.post(f"{SEAT}/say", data=said("Said before"))
    assert "Said before" in (await web.get(SEAT)).text
    answer = await web.post("/demo/again", data={"key": KEY})
    assert answer.status_code == 303
    assert "Said before" not in (await web.get(SEAT)).text
