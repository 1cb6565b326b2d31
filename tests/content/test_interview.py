"""The interview's file: eight questions that are kind, short and lead nowhere."""

import re
import shutil
from pathlib import Path

import pytest

from bot.adapters.content.interview_file import read_interview
from bot.domain.errors import ContentError
from bot.domain.interview_script import LINES, Teller, Wish
from bot.domain.plain import MARKUP, questions_in
from bot.domain.story import Facet, Outcome

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
SCRIPT = read_interview(PROMPTS, "Northstar")
ASKED = [
    (ask.id, text)
    for ask in (*SCRIPT.questions, *SCRIPT.facts)
    for text in (*(SCRIPT.text(ask, teller) for teller in Teller), ask.again)
    if text
]
VALUES = {"count": "3", "choices": "a, b", "answer": "x", "most": "9"}


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PROMPTS, tmp_path / "prompts"))


def test_each_question_fills_a_facet_of_its_own():
    filled = [question.fills for question in SCRIPT.questions]
    assert len(set(filled)) == len(filled) == 8
    assert {Facet.PROBLEM, Facet.ATTEMPTS, Facet.PEOPLE, Facet.OUTCOME} <= set(filled)
    assert SCRIPT.questions[-1].fills is Facet.PRODUCT_NOTES


def test_the_outcomes_to_choose_from_are_those_of_a_story():
    [outcome] = [fact for fact in SCRIPT.facts if fact.id == "outcome"]
    assert set(outcome.choices) == {str(o) for o in Outcome}


@pytest.mark.parametrize(("ask_id", "text"), ASKED)
def test_a_question_is_short_calm_and_not_leading(ask_id, text):
    assert len(text) <= 200
    assert "!" not in text
    assert not MARKUP.search(text)
    assert not re.search(r"\b(?:great|amazing|success story|benefit|delight)", text.lower())
    if ask_id in {q.id for q in SCRIPT.questions} and ask_id != "our_part":
        assert questions_in(text) >= 1 or text.endswith(".")


def test_every_line_has_the_values_that_it_needs():
    assert all(SCRIPT.phrase(key, **VALUES) for key in LINES)


def test_a_word_means_one_wish_and_no_choice():
    """`none` and `no` are an answer to one question alone."""
    wishes = [w for wish in Wish if wish not in (Wish.NONE, Wish.YES) for w in SCRIPT.words[wish]]
    choices = [w for fact in SCRIPT.facts for words in fact.choices.values() for w in words]
    assert len(set(wishes)) == len(wishes)
    assert not set(wishes) & set(choices)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fills: attempts", "fills: weather", "fills"),
        ("  - id: monday", "  - id: Monday morning", "id"),
        ("id: shown_as", "id: shown_at", "the facts are"),
        ("  resumed:", "  resumd:", "lines differ: resumd, resumed"),
        ("  skip: [skip, next, pass]\n", "", "words are needed"),
        ("  quit: [", "  quit: {", "not valid YAML"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(folder, old, new, said):
    path = folder / "interview" / "v2.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=said) as caught:
        read_interview(folder, "Northstar")
    assert "v2.yaml" in str(caught.value)


def test_a_line_that_needs_an_unknown_value_is_named(folder):
    path = folder / "interview" / "v2.yaml"
    path.write_text(path.read_text("utf-8").replace("This is the first one.", "$nobody"), "utf-8")
    with pytest.raises(ContentError, match="nobody"):
        read_interview(folder, "Northstar").phrase("first_already")
