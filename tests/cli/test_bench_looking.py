"""How `bench guiding` looks at one reply."""

from dataclasses import replace

import pytest

from bot.cli.bench.looking import Look
from bot.cli.bench.sources import Heard, Sources
from bot.cli.player import Answered, Spoken
from bot.domain.audience import Place
from bot.domain.brief import Field
from bot.domain.heard import Heard as HeardByBot
from bot.domain.moves import Fact, Move, MoveKind
from bot.domain.reply import Reply, StoryCard
from bot.ports.turns import Outcome
from bot.use_cases.respond import Answer, Trace
from tests.builders import NOW, make_conversation, make_told, make_wording

LINES = {"intro": "Somebody was at this point:", "heard": "What I keep: $point."}
SPOKEN = Spoken(0, "c1", "Ana", "Approvals take a week.", NOW)
HEARD = Heard("Approvals take a week.", fields=frozenset({Field.PROBLEM}))
NOTES = ["The label printer was set up. It prints on both sides."]
TOLD = "The close took nine days."
FACT = Fact("price", "What does it cost?", "Our tool costs 300 euros.")


@pytest.fixture
def look():
    """The detector takes every mention of our tool for product talk."""
    return Look(
        Sources(make_wording(**LINES)),
        NOTES,
        lambda text: 0.9 if "our tool" in text.lower() else 0,
    )


def made(text, move, **changes):
    reply = Reply(text, move.kind, **changes)
    trace = Trace(HeardByBot(), move, make_conversation(Field.PROBLEM))
    return Answered(Answer(Outcome.REPLIED, reply, trace=trace), 12.0)


def test_a_told_story_is_clean(look):
    move = Move(MoveKind.SHARE_STORY, told=(make_told(),))
    text = f'What I keep: "Approvals take a week". Somebody was at this point: {TOLD}'
    card = StoryCard("close", "s1", "The close", "prospects", "Nine plants.")
    played = look.at(SPOKEN, 3, made(text, move, stories=(card,)), HEARD)
    assert (played.conversation, played.n, played.limit, played.ms) == ("c1", 3, 500, 12.0)
    assert played.quoted
    assert played.gave
    assert (played.pitch, played.strays, played.gate_open) == ([], [], False)
    assert played.told == {Field.PROBLEM}
    assert played.progress.settled((Field.PROBLEM, None))


@pytest.mark.parametrize("pitch", ["Our tool saves hours.", "It prints on both sides."])
def test_product_talk_is_seen_in_the_text_and_on_cards(look, pitch):
    said = look.at(SPOKEN, 0, made(f"Noted. {pitch}", Move(MoveKind.ASK)), HEARD)
    assert said.pitch == [pitch]
    card = StoryCard("close", "s1", "The close", "prospects", f"Nine plants. {pitch}")
    shown = look.at(SPOKEN, 0, made("", Move(MoveKind.ASK), stories=(card,)), HEARD)
    assert shown.pitch == [pitch]


def test_a_fact_word_for_word_is_none(look):
    move = Move(MoveKind.ANSWER_PLAINLY, fact=FACT)
    assert look.at(SPOKEN, 0, made(FACT.text, move), HEARD).pitch == []
    changed = look.at(SPOKEN, 0, made("Our tool costs 30 euros.", move), HEARD)
    assert changed.pitch
    assert changed.strays


def test_what_a_buyer_said_of_tools_is_none(look):
    heard = replace(HEARD, people="We asked if our tool can do it.")
    text = 'What I keep: "our tool can do it".'
    assert look.at(SPOKEN, 0, made(text, Move(MoveKind.ASK)), heard).pitch == []
    assert look.at(SPOKEN, 0, made(text, Move(MoveKind.ASK)), HEARD).pitch


def test_a_question_alone_gives_nothing(look):
    played = look.at(SPOKEN, 0, made("impact-any 1?", Move(MoveKind.ASK)), HEARD)
    assert not played.gave
    assert played.strays == []


def test_in_private_each_speaker_has_a_conversation_and_more_room(look):
    spoken = replace(SPOKEN, place=Place.DM)
    played = look.at(spoken, 0, made("impact-any 1?", Move(MoveKind.ASK)), HEARD)
    assert (played.conversation, played.limit) == ("c1 (Ana)", 700)
