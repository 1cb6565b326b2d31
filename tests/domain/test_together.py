"""Messages within seconds: what one reply can answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.brief import Field
from bot.domain.events import Action, Addressee, Message, Press
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.together import arrived_with, goes_with, heard_together
from tests.builders import NOW, make_heard, make_heard_entry

ROOM = Room("C1", "slack", Place.SHARED, "acme")
FIRST = Message(key="m1", room=ROOM, speaker=Speaker("slack:ana"), at=NOW, text="it is late")


def later(seconds, **changes):
    message = replace(FIRST, key=f"m{seconds}", at=NOW + timedelta(seconds=seconds))
    return replace(message, speaker=Speaker("slack:raj"), **changes)


PRESS = Action(key="a", room=ROOM, speaker=FIRST.speaker, at=NOW, press=Press.SHOW_BRIEF)
REP = Speaker("slack:jo", insider=True, role=Role.REP)


def test_what_came_within_eight_seconds_came_along():
    waiting = [later(1), later(8), later(8.1), later(2)]
    assert arrived_with(FIRST, waiting) == (True, True, False, False)


def test_what_was_meant_for_others_is_passed_over_and_a_button_ends_the_row():
    waiting = [later(1, to=Addressee.ROOM), later(2), PRESS, later(3)]
    assert arrived_with(FIRST, waiting) == (False, True, False, False)


@pytest.mark.parametrize(
    "first",
    [
        PRESS,
        replace(FIRST, to=Addressee.PERSON),
        replace(FIRST, speaker=REP, room=replace(ROOM, place=Place.DM)),
    ],
)
def test_nothing_comes_along_with_what_is_no_message_of_a_buyer_to_us(first):
    assert arrived_with(first, [later(1)]) == (False,)


PLAIN = make_heard(Intent.DESCRIBE)


@pytest.mark.parametrize(
    ("one", "other", "anyone", "same_person"),
    [
        (PLAIN, PLAIN, True, True),
        (PLAIN, make_heard(Intent.ASK_PRODUCT), True, True),
        (PLAIN, make_heard(assent=Assent.YES), False, True),
        (PLAIN, make_heard(Intent.CORRECT), False, True),
        (PLAIN, make_heard(cues=frozenset({Cue.FORGET})), False, True),
        (make_heard(Intent.ADVERSARIAL), PLAIN, False, False),
        (PLAIN, make_heard(language="de"), False, False),
        (PLAIN, make_heard(cues=frozenset({Cue.NAMES_ANOTHER})), False, False),
    ],
)
def test_what_only_its_author_can_be_answered_on_is_not_mixed(one, other, anyone, same_person):
    assert goes_with(one, other, same_person=False) is anyone
    assert goes_with(one, other, same_person=True) is same_person


def test_all_that_was_said_is_heard():
    one = make_heard(entries=(make_heard_entry(Field.PROBLEM),))
    other = make_heard(Intent.ASK_PRODUCT, entries=(make_heard_entry(Field.IMPACT, "2 days"),))
    both = heard_together([one, other])
    assert both.wants(Intent.DESCRIBE)
    assert both.wants(Intent.ASK_PRODUCT)
    assert [e.field for e in both.entries] == [Field.PROBLEM, Field.IMPACT]


def test_a_word_beside_others_is_no_word_alone():
    word = make_heard(cues=frozenset({Cue.ONE_WORD}))
    assert not heard_together([word, PLAIN]).has(Cue.ONE_WORD)
    assert heard_together([word, word]).has(Cue.ONE_WORD)
