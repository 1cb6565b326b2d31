"""The rooms of accounts: sealed by account, with what is remembered of them."""

from dataclasses import replace

import pytest

from bot.adapters.sql.sql_rooms import SqlRooms
from bot.domain.audience import Place, Room
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Press
from bot.domain.open_rooms import KeptRoom
from tests.adapters.sql.sql_samples import ANA, AT, commit_of, full_conversation, message

ACME = Room("C1", "slack", Place.SHARED, "acme")
SECOND = Room("C2", "slack", Place.INTERNAL, "acme")
OTHER = Room("C3", "slack", Place.SHARED, "borealis")
NOBODYS = Room("D4", "slack", Place.DM, "")


@pytest.fixture
def rooms(database):
    return SqlRooms(database)


async def write_in(inbox, room, key):
    return await inbox.accept(message(key, room=room))


async def test_rooms_of_accounts_are_known_the_last_written_in_first(rooms, inbox):
    for n, room in enumerate((ACME, SECOND, OTHER, NOBODYS, ACME)):
        await write_in(inbox, room, f"m{n}")
    assert await rooms.known() == [ACME, OTHER, SECOND]


async def test_an_accounts_rooms_come_with_what_is_remembered_and_no_other(
    rooms, inbox, conversations
):
    accepted = await write_in(inbox, ACME, "m1")
    await write_in(inbox, OTHER, "m2")
    await write_in(inbox, SECOND, "m3")
    lease = await conversations.lease("slack:C1", "worker", 60)
    remembered = full_conversation()
    await conversations.commit(commit_of(accepted, room=ACME, conversation=remembered), lease)
    assert await rooms.kept("acme") == [
        KeptRoom(SECOND, Conversation("slack:C2")),
        KeptRoom(ACME, remembered),
    ]


async def test_an_account_nobody_has_heard_of_has_no_rooms(rooms, inbox):
    await write_in(inbox, ACME, "m1")
    await write_in(inbox, replace(NOBODYS, id="D5"), "m2")
    assert await rooms.kept("Acme") == []
    assert await rooms.kept("") == []


async def test_a_room_of_unknown_kind_stays_unknown(rooms, inbox):
    await write_in(inbox, replace(ACME, place=None), "m1")
    assert [room.place for room in await rooms.known()] == [None]


async def test_a_room_comes_with_the_address_of_what_was_last_written_in_it(rooms, inbox):
    for n, address in enumerate(("first", "last")):
        await write_in(inbox, replace(ACME, address=address), f"m{n}")
    pressed = Action(
        key="p",
        room=replace(ACME, address="of a modal"),
        speaker=ANA,
        at=AT,
        press=Press.SHOW_BRIEF,
    )
    await inbox.accept(pressed)
    assert [room.address for room in await rooms.known()] == ["last"]
    assert [kept.room.address for kept in await rooms.kept("acme")] == ["last"]
