"""Notes that are passed on: looked at first, sent with a yes, read by reps as they were."""

import pytest

from bot.domain.audience import Place
from bot.domain.moves import MoveKind
from tests.dialogs.house import House
from tests.dialogs.talk import Talk, keeps_its_manners

PROBLEM = "Month-end close takes us nine days because counts from the plants come in late."
TRIED = "We tried a reminder tool last year and nobody read it."


@pytest.fixture
async def house(app):
    house = House(app, Place.DM)
    await house.links("Jo")
    await house.buyers.says(PROBLEM)
    return house


def page_of(reply):
    [page] = [a for a in reply.attachments if a.kind == "pass"]
    return page.text


async def asks_jo(house):
    """Ask for what a rep is shown before a meeting, at the rep's own desk."""
    talk = Talk(house.app, Place.DM, "")
    return await talk.says(f"prep for Thursday with {house.account}", who="Jo", role="rep")


async def test_what_is_previewed_is_exactly_what_the_vendors_people_get(house):
    asked = await house.buyers.says("can I talk to a person?")
    assert "pass my notes" in asked.reply.text
    assert [s.id for s in asked.reply.suggestions] == ["pass"]
    await house.rings()
    preview = await house.buyers.says("pass my notes to Jo")
    assert "nine days" in page_of(preview.reply)
    assert await house.rings() == []
    sent = await house.buyers.says("yes")
    assert sent.trace.move.line == "passed_on"
    [told] = await house.rings()
    assert told.room.id == house.vendor.room.id
    assert page_of(told.reply) == page_of(preview.reply)
    keeps_its_manners(house.buyers)


async def test_lines_are_taken_out_and_times_added_before_it_is_sent(house):
    await house.buyers.says(TRIED)
    first = page_of((await house.buyers.says("pass these on please")).reply)
    number = next(
        n
        for n in range(1, 9)
        if f"{n}: " in first and "reminder" in first.split(f"{n}: ")[1].split("\n")[0]
    )
    shorter = await house.buyers.says(f"without {number}")
    assert "reminder" not in page_of(shorter.reply)
    timed = await house.buyers.says("times: Thursday after ten")
    assert "Thursday after ten" in page_of(timed.reply)
    await house.buyers.says("yes, send it")
    [told] = await house.rings()
    assert page_of(told.reply) == page_of(timed.reply)
    assert "Thursday" not in str(house.buyers.brief)


async def test_a_no_sends_nothing(house):
    await house.buyers.says("pass my notes on")
    assert (await house.buyers.says("no")).reply.move is MoveKind.RESPECT_DECLINE
    assert await house.rings() == []
    assert (await house.conversation()).passed == ()


async def test_what_was_said_in_private_is_shown_to_a_rep_only_once_it_was_passed_on(house):
    before = await asks_jo(house)
    assert not before.reply.attachments
    await house.buyers.says("pass my notes on")
    await house.buyers.says("yes")
    page = (await asks_jo(house)).reply.attachments[0].text
    assert "the page Priya passed on" in page
    assert "nine days" in page
    await house.buyers.says("our best clerk is about to leave over it")
    assert "clerk" not in (await asks_jo(house)).reply.attachments[0].text


async def test_what_is_taken_back_later_is_gone_from_the_copy(house):
    await house.buyers.says("pass my notes on")
    await house.buyers.says("yes")
    await house.buyers.says("forget everything I said")
    answer = await asks_jo(house)
    assert "nine days" not in str(answer.reply)


async def test_a_page_that_goes_with_a_request_is_named_in_the_list(house):
    await house.buyers.says("can I talk to a person?")
    await house.buyers.says("pass my notes on")
    await house.buyers.says("yes")
    listed = (await house.rep("requests")).reply.text
    line = next(line for line in listed.splitlines() if house.account in line)
    assert "a page was passed on" in line


async def test_in_a_shared_room_each_passes_on_their_own_words_alone(app):
    house = House(app)
    await house.links("Jo")
    await house.buyers.says(PROBLEM)
    await house.buyers.says("It is the approvals, they wait a week.", who="Raj")
    preview = await house.buyers.says("pass on my notes")
    assert "nine days" in page_of(preview.reply)
    assert "approvals" not in page_of(preview.reply)
    await house.buyers.says("yes", who="Raj")
    assert await house.rings() == []


async def test_without_notes_there_is_nothing_to_pass_on(app):
    talk = Talk(app, Place.DM)
    assert (await talk.says("pass my notes on")).trace.move.line == "pass_nothing"
