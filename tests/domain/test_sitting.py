"""Whole sittings, of any kind: the promises about questions hold however a talk goes."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from bot.domain.afterwards import afterwards
from bot.domain.brief import Field
from bot.domain.conversation import Turn
from bot.domain.decide import decide
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import remember
from bot.domain.reply import AskedQuestion
from bot.domain.settle import settle
from bot.domain.situation import Situation
from tests.builders import (
    NOW,
    make_conversation,
    make_fact,
    make_heard,
    make_heard_entry,
    make_reply,
    make_said,
    make_situation,
    make_told,
    make_view,
)

# "Put it another way" and "go back" are asked for, so they are not ours to budget.
CUES = sorted(set(Cue) - {Cue.CLARIFY, Cue.GO_BACK})
INTENTS, FIELDS, ASSENTS = list(Intent), list(Field), list(Assent)


@dataclass
class Sitting:
    """A talk that was held: each turn's situation and settled move, and what went out."""

    private: bool
    steps: list[tuple[Situation, Move]]
    turns: tuple[Turn, ...]


@pytest.fixture(scope="module")
def sittings():
    """Half of them plain tellings of a problem, half of them anything that may be said."""
    chance = Random(11)
    return [hold(chance, private=n % 2 == 0, plain=n % 4 < 2) for n in range(120)]


def hold(chance, *, private, plain):
    """Hold a talk in which anything may be said, and any story may fit or not."""
    conversation, steps = make_conversation(), []
    for n in range(14):
        heard = make_heard(**_heard(chance, n, plain=plain))
        after = remember(conversation, heard, make_said(key=f"m{n}"))
        s = make_situation(
            after.conversation,
            heard,
            fresh=after.fresh,
            replaced=after.replaced,
            fact=make_fact() if chance.random() < 0.5 else None,
            view=make_view() if after.fresh else None,
            private=private,
            now=NOW + timedelta(minutes=n),
        )
        told = [make_told(story_id=f"s{n}")] if chance.random() < 0.5 else []
        move = settle(decide(s), told, None, s)
        steps.append((s, move))
        conversation = afterwards(s, move, _reply(move))
    return Sitting(private, steps, conversation.turns)


def _heard(chance, n, *, plain):
    fields = chance.sample(FIELDS, chance.choice([0, 1, 1, 2]))
    said = {"entries": tuple(make_heard_entry(f, f"point {n} on {f}") for f in fields)}
    if plain:
        return said
    return said | {
        "intents": frozenset(chance.sample(INTENTS, chance.choice([1, 2]))),
        "cues": frozenset(chance.sample(CUES, chance.choice([0, 0, 1]))),
        "assent": chance.choice(ASSENTS),
    }


def _reply(move):
    q = move.question
    asked = AskedQuestion(q.id, q.field, q.aspect, q.text) if q else None
    text = "" if move.reaction else "Some words."
    return make_reply(text, move.kind, move.told, question=asked, reaction=move.reaction)


def test_the_sittings_are_worth_looking_at(sittings):
    """They hold many questions, and nearly every move a buyer can meet."""
    kinds = {move.kind for sitting in sittings for _, move in sitting.steps}
    assert len(kinds) > 18
    assert sum(bool(t.question) for s in sittings for t in s.turns) > 200


def test_four_questions_in_a_sitting_are_enough_and_seven_in_private(sittings):
    most = {True: 0, False: 0}
    for sitting in sittings:
        asked = sum(t.question is not None for t in sitting.turns)
        most[sitting.private] = max(most[sitting.private], asked)
    assert most == {True: 7, False: 4}


def test_at_least_one_reply_in_three_asks_nothing(sittings):
    for sitting in sittings:
        asked = [t.question is not None for t in sitting.turns]
        assert not any(all(asked[n : n + 3]) for n in range(len(asked) - 2))


def test_between_two_questions_something_is_given(sittings):
    for sitting in sittings:
        for n in range(1, len(sitting.turns)):
            if sitting.turns[n].question and sitting.turns[n - 1].question:
                move = sitting.steps[n][1]
                assert move.told or move.fact, f"{move.kind} asks and gives nothing"


def test_no_question_is_asked_twice(sittings):
    for sitting in sittings:
        ids = [t.question.id for t in sitting.turns if t.question]
        assert len(ids) == len(set(ids))


def test_nothing_is_asked_that_was_answered_or_declined(sittings):
    for sitting in sittings:
        for s, move in sitting.steps:
            if move.question and move.kind is not MoveKind.PROVOKE:
                assert not s.conversation.progress.settled(move.question.topic)


def test_a_decision_a_goodbye_and_a_no_get_no_question(sittings):
    for sitting in sittings:
        for s, move in sitting.steps:
            last_word = move.kind in (MoveKind.CLOSE, MoveKind.RESPECT_DECLINE) or move.reaction
            if last_word or s.heard.wants(Intent.DECIDE):
                assert move.question is None


def test_whoever_writes_gets_an_answer(sittings):
    """Words, a story, or at least a reaction."""
    for sitting in sittings:
        for _, move in sitting.steps:
            says = (move.line, move.heard, move.question, move.told, move.fact, move.reaction)
            assert any(says) or move.values, f"{move.kind} says nothing"


def test_their_words_are_read_back_in_at_most_every_second_reply(sittings):
    for sitting in sittings:
        read = [t.read_back for t in sitting.turns]
        assert not any(all(read[n : n + 2]) for n in range(len(read) - 1))


def test_no_one_is_challenged_twice(sittings):
    for sitting in sittings:
        kinds = [move.kind for _, move in sitting.steps]
        assert kinds.count(MoveKind.PROVOKE) <= 1


def test_nobody_hears_of_the_product_behind_a_closed_gate(sittings):
    """A decision that was not confirmed opens nothing."""
    for sitting in sittings:
        for s, move in sitting.steps:
            if move.kind is MoveKind.OPEN_PRODUCT:
                named = s.conversation.brief.standing(Field.PROBLEM)
                assert all(e.confirmed for e in named)
                assert s.heard.wants(Intent.ASK_PRODUCT)
