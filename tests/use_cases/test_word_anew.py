"""A model's wording is shown only if every sentence is borne out; else the plain reply stands."""

import logging

import pytest

from bot.domain.draft import Draft, Part, PartKind
from bot.domain.errors import ModelUnavailableError
from bot.domain.moves import Fact, Move, MoveKind
from bot.domain.story import Facet
from bot.ports.model import ModelSpeaker, Reading
from bot.use_cases.word_anew import WordAnew
from tests.builders import make_bounds, make_situation, make_told

TOLD = make_told(
    {
        Facet.PROBLEM: "A print shop lost 12 orders a month because labels were swapped at night.",
        Facet.ATTEMPTS: "Bigger labels did not help.",
        Facet.OUTCOME: "Two colours of tape ended it within three weeks.",
    },
    story_id="labels",
)
PLAIN = Draft(
    (
        Part(PartKind.LINE, "One that comes close:", own=True),
        Part(
            PartKind.STORY,
            "A print shop lost 12 orders a month because labels were swapped at night.",
            "labels",
        ),
        Part(PartKind.QUESTION, "Who sees it first?", own=True),
    )
)
MOVE = Move(MoveKind.SHARE_STORY, told=(TOLD,))
READING = Reading("acme", "event-1", by=1e12)
GOOD = "A print shop lost 12 orders a month: labels were swapped at night."


class ScriptedSpeaker(ModelSpeaker):
    """Says what it was told to say, in order; an error is raised."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.wanted = []

    async def word(self, wanted, reading):
        self.wanted.append(wanted)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def reworded(speaker, plain=PLAIN, move=MOVE, **bounds):
    anew = WordAnew(speaker, lambda sentence, others: 1.0)
    held = make_bounds(TOLD, question="Who sees it first?", **bounds)
    return await anew(plain, held, (move, make_situation(text="labels again")), READING)


async def test_a_wording_that_keeps_to_its_source_is_shown_with_the_question_as_it_was():
    draft = await reworded(ScriptedSpeaker(GOOD))
    assert draft.text == f"{GOOD} Who sees it first?"


@pytest.mark.parametrize(
    ("worded", "rule"),
    [
        ("A print shop lost 40 orders a month because labels were swapped at night.", "unfounded"),
        ("A print shop never lost orders because labels were swapped at night.", "unfounded"),
        ("Contoso lost 12 orders a month because labels were swapped at night.", "unfounded"),
        ("A bakery in Lyon had the same and bought a scanner.", "unfounded"),
        (f"{GOOD} Most companies see this.", "unfounded"),
        ("Eine Druckerei verlor jeden Monat Bestellungen, weil nachts Etiketten vertauscht waren.",
         "unfounded"),
        (f"{GOOD} <!channel>", "markup"),
        (f"{GOOD} Is it the same for you?", "questions"),
        ("That sounds hard.", "untold"),
        (f"{GOOD} " + "Bigger labels did not help. " * 30, "too_long"),
    ],
)  # fmt: skip
async def test_what_breaks_a_rule_is_worded_once_more_and_then_the_plain_reply_stands(
    worded, rule, caplog
):
    speaker = ScriptedSpeaker(worded, worded)
    with caplog.at_level(logging.WARNING):
        assert await reworded(speaker) is None
    assert len(speaker.wanted) == 2
    assert speaker.wanted[1].amiss
    assert rule in caplog.text
    assert worded not in caplog.text


async def test_the_second_attempt_is_shown_if_it_keeps_the_rules():
    draft = await reworded(ScriptedSpeaker("Contoso lost 40 orders.", GOOD))
    assert draft.text.startswith(GOOD)


async def test_product_talk_is_refused_while_the_gate_is_closed():
    speaker = ScriptedSpeaker(GOOD, GOOD)
    assert await reworded(speaker, product_talk=lambda text: 0.9) is None


async def test_a_name_behind_an_anonymised_story_is_refused():
    worded = "A print shop, Inkwell, lost 12 orders a month because labels were swapped at night."
    speaker = ScriptedSpeaker(worded, worded)
    assert await reworded(speaker, secrets=frozenset({"Inkwell"})) is None


async def test_a_model_that_fails_leaves_the_plain_reply_and_a_reason(caplog):
    speaker = ScriptedSpeaker(ModelUnavailableError("rate_limited"))
    with caplog.at_level(logging.WARNING):
        assert await reworded(speaker) is None
    assert "rate_limited" in caplog.text


@pytest.mark.parametrize(
    "move",
    [
        Move(MoveKind.EXPLAIN_PRIVACY, line="privacy_shared"),
        Move(MoveKind.RESPECT_DECLINE, line="skip_ok"),
        Move(MoveKind.CORRECT, line="corrected"),
        Move(MoveKind.HAND_OVER, line="person_arranged"),
        Move(MoveKind.ANSWER_PLAINLY, fact=Fact("price", "What does it cost?", "From 400.")),
        Move(MoveKind.SHOW_BRIEF, attach=("brief",)),
        Move(MoveKind.POINT_THE_WAY, points=("what it costs",), told=(TOLD,)),
    ],
    ids=lambda move: str(move.kind),
)
async def test_what_is_said_word_for_word_costs_no_call(move):
    speaker = ScriptedSpeaker()
    assert await reworded(speaker, move=move) is None
    assert speaker.wanted == []


async def test_what_was_decided_is_what_the_model_is_given():
    speaker = ScriptedSpeaker(GOOD)
    await reworded(speaker)
    [wanted] = speaker.wanted
    assert wanted.move is MOVE
    assert wanted.limit == 500 - len("Who sees it first?") - 1
