"""Which rooms a rep may read, and what of them: by table, and closed where anything is unknown."""

from dataclasses import replace

import pytest

from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.brief import Brief, Circle, Field
from bot.domain.open_rooms import KeptRoom, called, may_read, open_room
from tests.builders import make_conversation, make_entry, make_turn

REP = Speaker("slack:jo", "Jo", insider=True, role=Role.REP)
OWNER = replace(REP, role=Role.OWNER)
DESK = Room("D1", "slack", Place.DM)
TEAM = Room("C7", "slack", Place.INTERNAL)

PLACES = (Place.SHARED, Place.INTERNAL, Place.DM, Place.PUBLIC, None)
READ = {  # place of the room -> the circles of it that a rep is shown
    Place.SHARED: {Circle.ROOM, Circle.PASSED},
    Place.INTERNAL: {Circle.ROOM, Circle.PASSED},
    Place.DM: {Circle.PASSED},
    Place.PUBLIC: set(),
    None: set(),
}
STRANGERS = {
    "an outsider": Speaker("slack:ana"),
    "an insider without a role": Speaker("slack:kim", insider=True),
    "an insider with a buyer's role": Speaker("slack:kim", insider=True, role=Role.PROSPECT),
    "a rep's role without the platform's word": Speaker("slack:jo", role=Role.REP),
}


def kept(place, account="acme"):
    """A room with one entry of each circle, and a turn."""
    entries = [
        make_entry(Field.PROBLEM, f"said in {circle}", n, circle=circle)
        for n, circle in enumerate(Circle)
    ]
    talk = make_conversation(turns=(make_turn(),), declined=frozenset({(Field.IMPACT, None)}))
    return KeptRoom(
        Room("C1", "slack", place, account), replace(talk, brief=Brief(tuple(entries)))
    )


def circles(opened):
    return {e.circle for e in opened.conversation.brief.entries} if opened else set()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("here", [DESK, TEAM], ids=["at their desk", "in a room of the team"])
@pytest.mark.parametrize("reader", [REP, OWNER], ids=["rep", "owner"])
def test_a_rep_reads_what_the_place_of_a_room_allows(reader, here, place):
    assert circles(open_room(reader, here, kept(place), member=True)) == READ[place]
    assert may_read(reader, here, kept(place).room, member=True) is (Circle.ROOM in READ[place])


@pytest.mark.parametrize("place", PLACES)
def test_nobody_reads_what_was_said_in_private(place):
    assert Circle.MINE not in circles(open_room(REP, DESK, kept(place), member=True))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", STRANGERS.values(), ids=STRANGERS)
def test_whoever_is_no_rep_reads_nothing(reader, place):
    assert open_room(reader, DESK, kept(place), member=True) is None
    assert not may_read(reader, DESK, kept(place).room, member=True)


@pytest.mark.parametrize("here", [Place.SHARED, Place.PUBLIC, None])
def test_nothing_is_read_where_others_read_along(here):
    """The place decides, not only the person."""
    there = Room("C9", "slack", here, "acme")
    assert open_room(REP, there, kept(Place.SHARED), member=True) is None
    assert not may_read(REP, there, kept(Place.SHARED).room, member=True)


@pytest.mark.parametrize("place", PLACES)
def test_a_room_of_no_known_account_is_not_read(place):
    assert open_room(REP, DESK, kept(place, account=""), member=True) is None
    assert not may_read(REP, DESK, kept(place, account="").room, member=True)


def test_of_a_private_room_nothing_is_known_but_the_words_that_were_passed_on():
    opened = open_room(REP, DESK, kept(Place.DM), member=True)
    assert opened.conversation.turns == ()
    assert opened.conversation.declined == frozenset()
    assert [e.span for e in opened.conversation.brief.entries] == ["said in passed"]


def test_a_private_room_of_which_nothing_was_passed_on_is_not_there():
    room = kept(Place.DM)
    own = replace(room.conversation, brief=Brief((make_entry(circle=Circle.MINE),)))
    assert open_room(REP, DESK, replace(room, conversation=own), member=True) is None


def test_what_was_taken_back_is_not_read():
    room = kept(Place.SHARED)
    gone = room.conversation.brief.withdraw("m1/0", "slack:ana")
    room = replace(room, conversation=replace(room.conversation, brief=gone))
    opened = open_room(REP, DESK, room, member=True)
    assert circles(opened) == {Circle.PASSED}


@pytest.mark.parametrize("place", PLACES)
def test_who_is_no_member_of_a_room_reads_only_what_was_passed_on(place):
    assert not may_read(REP, DESK, kept(place).room, member=False)
    opened = open_room(REP, DESK, kept(place), member=False)
    assert circles(opened) == READ[place] & {Circle.PASSED}
    assert opened is None or opened.conversation.turns == ()


def test_accounts_go_by_their_names_and_two_of_one_name_are_told_apart():
    found = called({"T1": "Brimworth", "T2": "", "T3": "Acme", "T4": "acme"})
    assert [a.name for a in found] == ["Acme (T3)", "acme (T4)", "Brimworth", "T2"]
