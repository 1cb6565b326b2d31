"""Where a reply's words come from, as `bench guiding` sees it."""

import pytest

from bot.cli.bench.sources import QUOTED, Heard, Sources, said_in, without_facts
from bot.domain.moves import Fact, Move, MoveKind
from tests.builders import make_told, make_wording

LINES = {
    "intro": "One that went wrong:",
    "noted": 'Noted: "$decision".',
    "later": "Noted: $when, once, and only here.",
    "nearest": "Where it differs: $difference.",
    "help": 'Write "more" for a story.',
    "once_more": "Once more:",
}
HEARD = Heard("We keep it in a list. Nobody owns more of it?", ["One that went wrong: They left."])
TOLD = "The close took nine days."


@pytest.fixture
def sources():
    return Sources(make_wording(**LINES))


@pytest.fixture
def shared():
    return Move(MoveKind.SHARE_STORY, told=(make_told(),))


@pytest.mark.parametrize(
    "text",
    [
        f"One that went wrong: {TOLD}",
        "One that went wrong: The bank asked for figures on day six. The close took nine days.",
        'Noted: "We keep it in a list".',
        "Noted: Saturday 30 January, once, and only here.",
        f"{TOLD} impact-any 1?",
        "One that went wrong:\n• the matter of impact\n• the matter of trigger",
        'One that went wrong:\n• "Nobody owns more…"',
        'Write "more" for a story.',
        "",
    ],
)
def test_what_has_a_source_is_no_stray(sources, shared, text):
    assert sources.strays(text, shared, HEARD) == []


@pytest.mark.parametrize(
    "stray",
    [
        "They won a prize.",
        "The close took nine.",
        'They said "we won".',
        "The close took two days.",
    ],
)
def test_what_has_none_is_a_stray(sources, shared, stray):
    text = f"One that went wrong: {stray} {TOLD}"
    assert sources.strays(text, shared, HEARD) == [stray]


def test_a_story_that_is_not_shown_is_no_source(sources):
    assert sources.strays(TOLD, Move(MoveKind.ASK), HEARD) == [TOLD]


def test_of_the_nearest_story_a_sentence_may_be_cut_short(sources):
    move = Move(MoveKind.NO_STORY, nearest=make_told())
    text = "Where it differs: it is about nine plants. The bank asked for figures."
    assert sources.strays(text, move, HEARD) == []
    assert sources.strays("The bank asked for money.", move, HEARD)


def test_a_repetition_says_what_was_said(sources):
    move = Move(MoveKind.REPEAT)
    assert sources.strays("Once more: One that went wrong: They left", move, HEARD) == []
    assert sources.strays("Once more: They stayed", move, HEARD) == ["They stayed"]


def test_a_plain_answer_and_its_link_are_the_owners(sources):
    fact = Fact("price", "What does it cost?", "300 euros a month.", link="example.com/price")
    move = Move(MoveKind.ANSWER_PLAINLY, fact=fact)
    assert sources.strays(f"{fact.text} impact-any 1?", move, HEARD) == []
    assert without_facts(f"{fact.text} More.", move).strip() == "More."


def test_a_buyer_is_quoted_only_with_what_was_said(sources):
    assert sources.without_quotes('So: "nobody owns". And "owners".', HEARD) == (
        'So: "nobody owns". And "owners".'
    )
    assert sources.without_quotes('So: "We keep it…"', HEARD) == f"So: {QUOTED}"
    assert sources.without_quotes('Write "more".', HEARD) == 'Write "more".'


def test_statements_are_found_among_others_claims():
    notes = ["It counts returns. It costs 300 euros."]
    assert said_in("One that went wrong: It counts returns. They left.", notes) == [
        "It counts returns."
    ]
