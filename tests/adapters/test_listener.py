"""The built-in listener on walls of text and odd ones: what it reads, and in which pieces."""

import numpy as np
import pytest

from bot.adapters.language.builtin_listener import BuiltinListener
from bot.adapters.language.cues import cues_in
from bot.adapters.language.listening_heads import (
    FIELDS,
    INTENTS,
    ListeningHeads,
    clause_features,
    led,
    turn_features,
)
from bot.adapters.language.npz_heads import Head
from bot.domain.audience import Place, Room
from bot.domain.brief import Field
from bot.domain.events import Message
from bot.domain.heard import Cue, Intent
from tests.builders import NOW, make_asked, make_conversation
from tests.dialogs.talk import speaker

WIDTH = 4


class NotingEncoder:
    """Notes what it is given to read; all spans look alike."""

    def __init__(self):
        self.read = []

    def encode_spans(self, text, spans):
        self.read.append((text, [text[start:end] for start, end in spans]))
        return np.full((len(spans), WIDTH), 0.5, np.float32)


def heads(hears=()):
    """Heads that hear these fields and intents in everything."""

    def head(labels, features):
        odds = [5.0 if label in hears else -5.0 for label in labels]
        weights = np.zeros((len(labels), features.shape[1]), np.float32)
        return Head(weights, np.array(odds, np.float32), np.full(len(labels), 0.5, np.float32))

    vector = np.full((1, WIDTH), 0.5, np.float32)
    clause = clause_features(vector, vector, None, ["it waits"])
    return ListeningHeads(
        head(FIELDS, clause), head(INTENTS, turn_features(vector[0], None, "it waits"))
    )


@pytest.fixture
def encoder():
    return NotingEncoder()


class TellingEncoder:
    """Spans about lateness look unlike all others."""

    def __init__(self, others):
        self.others = others

    def encode_spans(self, text, spans):
        late = ["late" in text[start:end] for start, end in spans]
        return np.array([[0.5 if yes else self.others] * WIDTH for yes in late], np.float32)


async def listen(encoder, text, hears=(), pending=None):
    room = Room("r", "test", Place.SHARED, "acme")
    message = Message(key="m", room=room, speaker=speaker("Ana"), at=NOW, text=text)
    conversation = make_conversation(pending=pending)
    return await BuiltinListener(encoder, heads(hears)).listen(message, conversation)


async def test_a_short_turn_is_read_once_and_whole(encoder):
    await listen(encoder, "Orders come in late. Nobody knows why.")
    [(text, pieces)] = encoder.read
    assert text == "Orders come in late. Nobody knows why."
    assert pieces == [text, "Orders come in late.", "Nobody knows why."]


async def test_an_answer_is_read_behind_its_question(encoder):
    await listen(encoder, "about sixty a week", pending=make_asked(Field.IMPACT))
    [(text, pieces)] = encoder.read
    assert text == led("about sixty a week", Field.IMPACT)[0]
    assert set(pieces) == {"about sixty a week"}


async def test_a_wall_of_text_is_read_in_pages_and_nothing_is_left_out(encoder):
    said = [f"In week {n} the pallets stood at the wrong door for hours again." for n in range(50)]
    heard = await listen(encoder, " ".join(said), hears=[Field.PROBLEM])
    assert len(encoder.read) > 1
    assert max(len(text) for text, _ in encoder.read) <= 600
    assert [piece for _, pieces in encoder.read for piece in pieces[1:]] == said
    assert [entry.span for entry in heard.entries] == said


async def test_one_endless_clause_is_still_heard(encoder):
    heard = await listen(encoder, "ha " * 6_000, hears=[Intent.CHITCHAT])
    assert heard.wants(Intent.CHITCHAT)


async def test_the_same_clause_twice_is_found_where_it_stands(encoder):
    await listen(encoder, "It was late. It was late. It was late.")
    [(text, pieces)] = encoder.read
    assert pieces == [text, *["It was late."] * 3]


@pytest.mark.parametrize(
    ("others", "spans"),
    [
        (0.45, ["Thank you for asking.", "Orders come in late.", "Every week it is so."]),
        (0.2, ["Orders come in late."]),
    ],
)
async def test_what_only_leads_to_a_clause_is_not_quoted_with_it(others, spans):
    text = "Thank you for asking. Orders come in late. Every week it is so."
    made = heads([Intent.DESCRIBE])
    made.fields.bias[:] = -9.0
    problem = FIELDS.index(Field.PROBLEM)
    made.fields.bias[problem] = -1.2
    made.fields.weights[problem, :WIDTH] = 0.2
    made.fields.threshold[:] = 0.3
    room = Room("r", "test", Place.SHARED, "acme")
    message = Message(key="m", room=room, speaker=speaker("Ana"), at=NOW, text=text)
    heard = await BuiltinListener(TellingEncoder(others), made).listen(
        message, make_conversation()
    )
    assert [entry.span for entry in heard.entries] == spans


async def test_a_word_counts_as_an_answer_and_unasked_as_none(encoder):
    asked = await listen(encoder, "approvals", [Field.PROBLEM], make_asked(Field.PROBLEM))
    assert [entry.span for entry in asked.entries] == ["approvals"]
    assert (await listen(encoder, "approvals", [Field.PROBLEM])).entries == ()


@pytest.mark.parametrize("text", ["...", "🙂🙂", "  "])
async def test_what_has_no_words_is_not_read(encoder, text):
    await listen(encoder, text)
    assert encoder.read == []


@pytest.mark.parametrize(
    "text",
    [
        "I think we do nothing.",
        "For now we will leave it as it is.",
        "In the end we carry on as we are.",
    ],
)
async def test_who_chooses_that_nothing_changes_has_decided(encoder, text):
    heard = await listen(encoder, f"It costs little. {text}")
    assert heard.wants(Intent.DECIDE)
    assert [(e.field, e.span) for e in heard.entries] == [(Field.DECISION, text)]


async def test_who_chose_has_decided_also_where_the_heads_heard_it_themselves(encoder):
    heard = await listen(encoder, "I think we do nothing.", hears=[Field.DECISION])
    assert heard.wants(Intent.DECIDE)
    assert [entry.span for entry in heard.entries] == ["I think we do nothing."]


@pytest.mark.parametrize(
    "text",
    [
        "What happens if we do nothing?",
        "I think we can't leave it as it is.",
        "The plants do nothing when a count is late.",
        "We could do nothing, I suppose.",
    ],
)
async def test_who_only_weighs_to_do_nothing_has_not(encoder, text):
    heard = await listen(encoder, text)
    assert Field.DECISION not in [e.field for e in heard.entries]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Who can show us that?", True),
        ("who would demo it to us", True),
        ("Who could show us how others dealt with this?", False),
    ],
)
def test_who_asks_for_somebody_to_show_it_wants_a_demo(text, shown):
    assert (Cue.DEMO in cues_in(text)) is shown
