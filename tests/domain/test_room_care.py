"""What is asked of the bot itself is heard only where nothing else is said."""

import pytest

from bot.domain.audience import Place, Room, Speaker
from bot.domain.room_care import RoomWish, may_take_back, room_wish, wants_introduction

HEARD = {
    "quiet": RoomWish.QUIET,
    "Please be quiet in this thread.": RoomWish.QUIET,
    "only answer when mentioned": RoomWish.QUIET,
    "answer again": RoomWish.ANSWER_AGAIN,
    "leave": RoomWish.LEAVE,
    "could you leave this channel, please": RoomWish.LEAVE,
    "take that back": RoomWish.TAKE_BACK,
    "take your last reply back": RoomWish.TAKE_BACK,
}
NOT_HEARD = (
    "",
    "it has been quiet since May",
    "people leave after a year",
    "leave it",
    "we quietly took the offer back",
    "customers take the machine back",
    "answer again why it failed",
)


@pytest.mark.parametrize(("text", "wish"), HEARD.items())
def test_it_is_heard(text, wish):
    assert room_wish(text) is wish


@pytest.mark.parametrize("text", NOT_HEARD)
def test_a_matter_is_not_taken_for_a_wish(text):
    assert room_wish(text) is None
    assert not wants_introduction(text)


def test_an_introduction_is_of_the_bot_itself():
    assert wants_introduction("please introduce yourself here")
    assert not wants_introduction("introduce us to the hospital")


@pytest.mark.parametrize("place", [*Place, None])
def test_a_buyer_takes_back_only_what_was_said_to_them_alone(place):
    room = Room("C1", "slack", place)
    assert may_take_back(Speaker("slack:ana"), room) is (place is Place.DM)
    assert may_take_back(Speaker("slack:jo", insider=True), room)
