"""A talk with a customer who went through it: by consent, and without a name."""

from dataclasses import replace

import pytest

from bot.domain.brief import Field
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.peers import allowed_since, answer_peer, introduced, offer_peer
from bot.domain.remember import PEER, PERSON
from bot.domain.story import Peer
from tests.builders import NOW, make_conversation, make_heard, make_situation, make_told, make_turn

ASKED = make_heard(Intent.ASK_HUMAN, cues=frozenset({Cue.PEER}))
TOLD = make_turn(story_ids=("close",), move=MoveKind.SHARE_STORY)

WILLING = replace(make_told(), peer=Peer(willing=True))
OFFER = Move(MoveKind.OFFER_PEER, want=StoryWant("late closes"))


def after(*turns, **changes):
    return make_conversation(Field.PROBLEM, turns=turns, **changes)


def test_who_asks_for_a_peer_is_not_handed_to_a_person_of_ours():
    move = offer_peer(make_situation(after(), ASKED))
    assert move.kind is MoveKind.OFFER_PEER
    assert move.want is not None


def test_without_a_matter_it_is_asked_for_first():
    move = offer_peer(make_situation(make_conversation(), ASKED))
    assert move.line == "peer_about"
    assert move.want is None


@pytest.mark.parametrize(
    ("turns", "text", "offered"),
    [
        ((TOLD,), "can we talk to them?", True),
        ((TOLD,), "could you put us in touch with that company?", True),
        ((TOLD,), "can I talk to a person", False),
        ((make_turn(),), "can we talk to them?", False),
    ],
)
def test_right_after_a_story_them_are_the_people_in_it(turns, text, offered):
    s = make_situation(after(*turns), make_heard(Intent.ASK_HUMAN), text=text)
    assert (offer_peer(s) is not None) is offered


def test_an_offer_names_the_story_and_waits_for_a_yes():
    move = introduced(OFFER, [WILLING], None, make_situation(after()))
    assert (move.line, move.awaits, move.peer) == ("peer_offered", PEER, "close")
    assert move.told == (WILLING,)
    assert move.values == {"title": WILLING.rendition.title}


def test_a_card_that_was_shown_is_not_shown_again():
    assert introduced(OFFER, [WILLING], None, make_situation(after(TOLD))).told == ()


def test_where_nobody_is_willing_a_person_of_ours_is_offered():
    move = introduced(OFFER, [], None, make_situation(after(TOLD)))
    assert (move.line, move.awaits, move.peer) == ("peer_none", PERSON, "")


def test_a_yes_hands_over_the_wish_and_the_story():
    talk = after(TOLD, awaits=PEER, peer="close")
    s = make_situation(talk, make_heard(assent=Assent.YES))
    agreed = answer_peer(s)
    assert introduced(agreed, [WILLING], None, s).kind is MoveKind.HAND_OVER
    assert introduced(agreed, [WILLING], None, s).peer == "close"


def test_who_is_no_longer_willing_is_not_asked():
    talk = after(TOLD, awaits=PEER, peer="close")
    s = make_situation(talk, make_heard(assent=Assent.YES))
    move = introduced(answer_peer(s), [], None, s)
    assert (move.kind, move.line) == (MoveKind.OFFER_PEER, "peer_none")


def test_a_no_is_respected():
    s = make_situation(after(TOLD, awaits=PEER, peer="close"), make_heard(assent=Assent.NO))
    assert answer_peer(s).kind is MoveKind.RESPECT_DECLINE


@pytest.mark.parametrize("awaits", ["", PERSON])
def test_a_yes_to_something_else_asks_nobody(awaits):
    s = make_situation(after(TOLD, awaits=awaits), make_heard(assent=Assent.YES))
    assert answer_peer(s) is None


@pytest.mark.parametrize(
    ("limit", "count", "since"),
    [
        ("2 a quarter", 2, (10, 1)),
        ("once a year", 1, (1, 1)),
        ("three calls per month", 3, (11, 1)),
        ("one each half-year", 1, (7, 1)),
        ("2 / week", 2, (11, 16)),
    ],
)
def test_how_often_a_customer_is_willing_is_counted_from_the_begin_of_the_period(
    limit, count, since
):
    allowed, begun = allowed_since(limit, NOW)
    assert (allowed, (begun.month, begun.day)) == (count, since)


@pytest.mark.parametrize("limit", ["", "now and then", "ask me first"])
def test_a_limit_without_a_number_is_left_to_whoever_asks(limit):
    assert allowed_since(limit, NOW) is None


def test_who_has_talked_enough_for_now_is_not_asked_and_a_person_is_offered():
    move = introduced(OFFER, [], WILLING, make_situation(after(TOLD)))
    assert (move.line, move.awaits) == ("peer_spent", PERSON)
