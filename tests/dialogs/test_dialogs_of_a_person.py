"""Who asks for a person: passed on at once, answered by name, told plainly when nobody does."""

import pytest

from bot.domain.audience import Place
from bot.domain.events import Press
from bot.domain.hand_over import State
from bot.domain.moves import MoveKind
from bot.ports.turns import Outcome
from tests.dialogs.house import House
from tests.dialogs.talk import Talk, keeps_its_manners

PROBLEM = "Month-end close takes us nine days because counts from the plants come in late."


@pytest.fixture
def house(app):
    return House(app)


async def test_the_request_alone_reaches_the_vendors_room_and_the_buyer_hears_who_answers(house):
    await house.links("Jo", "Sam")
    await house.buyers.says(PROBLEM)
    asked = await house.buyers.says("can I talk to a person?")
    assert asked.reply.move is MoveKind.HAND_OVER
    assert "Jo Field" in asked.reply.text
    [told] = await house.rings()
    assert told.room.id == house.vendor.room.id
    assert told.reply.begins
    assert house.account in told.reply.text
    assert "Jo Field" in told.reply.text
    assert told.reply.calls == "test:jo"
    assert "nine days" not in str(told.reply)
    assert [s.label for s in told.reply.suggestions] == ["I'll answer"]
    keeps_its_manners(house.buyers)


async def test_who_takes_it_is_named_to_the_buyer_and_the_next_press_says_who_was_first(house):
    await house.links("Jo")
    await house.buyers.says("can I talk to a person?")
    [told] = await house.rings()
    [button] = told.reply.suggestions
    yours = await house.presses(button, who="Sam")
    assert house.account in yours.reply.text
    [answer] = await house.rings()
    assert answer.room.id == house.buyers.room.id
    assert (await house.presses(button)).trace.move.line == "wish_taken_before"
    assert await house.rings() == []


async def test_it_can_be_typed_as_well(house):
    await house.links("Jo")
    await house.buyers.says("can four of us get a demo this week?")
    await house.rings()
    assert (await house.rep(f"I'll answer {house.account}")).trace.move.line == "wish_taken"
    [answer] = await house.rings()
    assert "Jo Field" in answer.reply.text


async def test_a_rep_who_writes_in_the_buyers_room_has_answered(house):
    await house.links("Jo")
    await house.buyers.says("can I talk to a person?")
    await house.rings()
    wrote = await house.buyers.presses(Press.ANSWERED, who="Jo", role="rep")
    assert wrote.outcome is Outcome.SILENT
    [told] = await house.rings()
    assert (told.room.id, "Jo Field" in told.reply.text) == (house.vendor.room.id, True)
    assert (await house.waits()).outcome is Outcome.SILENT


async def test_a_buyer_who_writes_there_has_not(house):
    await house.links("Jo")
    await house.buyers.says("can I talk to a person?")
    await house.buyers.presses(Press.ANSWERED, who="Raj")
    assert (await house.conversation()).hand_overs[-1].state is State.OPEN


async def test_after_the_time_for_an_answer_the_next_is_asked_and_then_it_is_left_there(house):
    await house.links("Jo", "Sam")
    await house.buyers.says("can I talk to a person?")
    await house.rings()
    next_one = await house.waits()
    assert "Sam Field" in next_one.reply.text
    assert "4 working hours" in next_one.reply.text
    [told] = await house.rings()
    assert (told.room.id, told.reply.calls) == (house.vendor.room.id, "test:sam")
    last = await house.waits()
    assert last.trace.move.line == "person_waits"
    assert await house.rings() == []


async def test_asked_twice_it_is_passed_on_once(house):
    await house.links("Jo")
    await house.buyers.says("can I talk to a person?")
    await house.rings()
    again = await house.buyers.says("I would like to speak to a human please")
    assert again.trace.move.line == "person_already"
    assert await house.rings() == []


async def test_without_a_link_it_stands_on_the_list_and_the_buyer_is_told_plainly(house):
    asked = await house.buyers.says("can I talk to a person?")
    assert asked.trace.move.line == "person_arranged"
    assert await house.rings() == []
    assert house.account in (await house.rep("requests")).reply.text
    assert (await house.waits()).trace.move.line == "person_waits"


async def test_in_a_private_room_the_answer_does_not_come_in_that_room(app):
    house = House(app, Place.DM)
    await house.links("Jo")
    asked = await house.buyers.says("can I talk to a person?")
    assert asked.trace.move.line == "person_named_private"
    [told] = await house.rings()
    await house.presses(told.reply.suggestions[0])
    [answer] = await house.rings()
    assert "this room" not in answer.reply.text


async def test_only_a_room_of_the_vendors_people_alone_can_be_linked(app, house):
    shared = Talk(app, Place.DM, "")
    answer = await shared.says(f"link {house.account}", who="Jo", role="rep")
    assert answer.trace.move.line == "link_not_here"
    prospect = await house.buyers.says(f"link {house.account}")
    assert prospect.reply is None or house.account not in prospect.reply.text
    await house.links("Jo")
    assert (await house.rep(f"unlink {house.account}")).trace.move.line == "link_cut"
    await house.buyers.says("can I talk to a person?")
    assert await house.rings() == []


async def test_a_talk_with_a_customer_is_asked_for_and_their_answer_comes_back(house):
    await house.links("Jo")
    await house.buyers.says(PROBLEM)
    await house.buyers.says("Could I talk to someone who went through this?")
    await house.buyers.says("yes please")
    [told] = await house.rings()
    assert "looked after by" in told.reply.text
    said_yes, said_no = told.reply.suggestions[1:]
    await house.presses(said_no)
    [answer] = await house.rings()
    assert answer.room.id == house.buyers.room.id
    assert "no" in answer.reply.text.lower()
    await house.presses(said_yes)
    assert await house.rings() == []
