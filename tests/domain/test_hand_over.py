"""A wish for a person as it changes hands, and what is typed to answer it."""

from dataclasses import replace

import pytest

from bot.domain.answering import answering, linking
from bot.domain.audience import Place, Role, Room, Speaker, acting_role
from bot.domain.hand_over import DESK, Call, HandOver, State, Wish, call, kept, pressed, waiting_in
from bot.domain.suggestions import beside
from tests.builders import ANA, NOW

ASKED = HandOver("w1", Wish.PERSON, ANA, NOW)
ROOM = Room("C1", "slack", Place.SHARED, "acme")


def test_each_is_asked_once_in_order():
    people = ("slack:jo", "slack:sam")
    assert ASKED.next_of(people) == "slack:jo"
    assert ASKED.asking("slack:jo").next_of(people) == "slack:sam"
    assert ASKED.asking("slack:jo").asking("slack:sam").next_of(people) == ""
    assert ASKED.asking("") == ASKED


def test_a_person_is_waited_for_until_someone_answers_and_never_for_notes_alone():
    taken = replace(ASKED, state=State.TAKEN)
    assert waiting_in([taken, ASKED]) == ASKED
    assert waiting_in(kept([ASKED], taken)) is None
    assert waiting_in([replace(ASKED, wish=Wish.NOTES)]) is None


def test_the_same_news_is_told_once_and_other_news_by_itself():
    first = call(Call.WAITED, ASKED, ROOM, Speaker(ANA), NOW)
    later = call(Call.WAITED, ASKED.asking("slack:jo"), ROOM, Speaker(ANA), NOW)
    assert first.key != later.key
    by_jo, by_sam = (call(Call.TAKEN, ASKED, ROOM, Speaker(p), NOW).key for p in ("jo", "sam"))
    assert by_jo != by_sam


def test_the_desk_speaks_to_the_vendors_people_alone():
    assert acting_role(DESK, Room("C2", "slack", Place.INTERNAL)) is Role.REP
    assert acting_role(DESK, ROOM) is Role.PROSPECT
    assert acting_role(DESK, Room("C3", "slack")) is Role.PROSPECT


def test_buttons_carry_the_wish_and_nothing_else():
    assert [pressed(s.id) for s in beside(ASKED)] == [(Call.TAKEN, "w1")]
    peer = replace(ASKED, wish=Wish.PEER, story="close")
    assert [pressed(s.id) for s in beside(peer)] == [
        (Call.TAKEN, "w1"),
        (Call.AGREED, "w1"),
        (Call.REFUSED, "w1"),
    ]
    assert pressed("skip") is None
    assert pressed("take/") is None


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("I'll answer", ""),
        ("I\u2019ll answer Acme.", "Acme"),
        ("i will take it", ""),
        ("take it for Acme Ltd", "Acme Ltd"),
        ("what would I answer", None),
        ("I take two sugars", None),
    ],
)
def test_whoever_answers_may_type_it(text, account):
    assert answering(text) == account


@pytest.mark.parametrize(
    ("text", "account", "cut"),
    [
        ("link Acme", "Acme", False),
        ("/link T0ACME", "T0ACME", False),
        ("unlink the account Acme.", "Acme", True),
    ],
)
def test_linking_is_typed_in_a_line(text, account, cut):
    wish = linking(text)
    assert (wish.account, wish.cut) == (account, cut)


def test_other_words_link_nothing():
    assert linking("a missing link between plants") is None
    assert linking("link " + "x" * 200) is None
