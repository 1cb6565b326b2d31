"""A mixed message gets the move that a person in a hurry would want first."""

from itertools import combinations

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.decide import RULES, decide
from bot.domain.guiding import guide
from bot.domain.heard import Cue, Intent
from bot.domain.moves import MoveKind
from tests.builders import (
    make_conversation,
    make_entry,
    make_fact,
    make_heard,
    make_situation,
    make_turns,
)

PROBLEM = make_entry()
CONVERSATION = make_conversation(brief=Brief((PROBLEM,)), turns=make_turns(".."))

# What may come mixed in one message, the most urgent first, with the move that answers it.
ORDER = [
    (Intent.ADVERSARIAL, MoveKind.HOLD_LINE),
    (Cue.DEMO, MoveKind.HAND_OVER),
    (Cue.FORGET, MoveKind.CORRECT),
    (Intent.ASK_PRIVACY, MoveKind.EXPLAIN_PRIVACY),
    (Intent.CORRECT, MoveKind.CLARIFY),
    (Intent.ASK_PRODUCT, MoveKind.ANSWER_PLAINLY),
    (Intent.ASK_SUMMARY, MoveKind.SHOW_BRIEF),
    (Cue.RECOMMEND, MoveKind.RECOMMEND),
    (Intent.ASK_GUIDANCE, MoveKind.POINT_THE_WAY),
    (Intent.ASK_STORY, MoveKind.SHARE_STORY),
    (Intent.DESCRIBE, MoveKind.ASK),
]


def decided(*signs, fresh=()):
    intents = {s for s in signs if isinstance(s, Intent)} or {Intent.DESCRIBE}
    cues = frozenset(s for s in signs if isinstance(s, Cue))
    heard = make_heard(*intents, cues=cues)
    fact = make_fact() if Intent.ASK_PRODUCT in intents else None
    return decide(make_situation(CONVERSATION, heard, fact=fact, fresh=fresh)).kind


@pytest.mark.parametrize(("sign", "move"), ORDER)
def test_each_wish_gets_its_move(sign, move):
    assert decided(sign) is move


@pytest.mark.parametrize(
    ("first", "second"), list(combinations(ORDER, 2)), ids=lambda pair: str(pair[0])
)
def test_of_two_wishes_the_more_urgent_is_answered(first, second):
    """For example privacy before product, and a demo before everything but safety."""
    assert decided(first[0], second[0]) is first[1]


@pytest.mark.parametrize(("sign", "move"), ORDER[:4])
def test_a_description_along_with_it_changes_nothing_about_that(sign, move):
    assert decided(sign, Intent.DESCRIBE, fresh=(PROBLEM,)) is move


def test_a_decision_comes_before_a_story_about_it():
    decision = make_entry(Field.DECISION, "we wait", 3)
    assert decided(Intent.DECIDE, Intent.ASK_STORY, fresh=(decision,)) is MoveKind.CLOSE


def test_the_last_rule_always_has_a_move():
    assert RULES[-1] is guide
    assert guide(make_situation()) is not None


def test_every_combination_of_signs_gets_a_move():
    """Nothing a listener may hear leads nowhere."""
    for cue in Cue:
        for intent in Intent:
            heard = make_heard(intent, cues=frozenset({cue}))
            for conversation in (make_conversation(), CONVERSATION):
                assert decide(make_situation(conversation, heard)).kind in MoveKind
