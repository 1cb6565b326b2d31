"""A reply and the draft it is made from."""

import pytest

from bot.domain.draft import Draft
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply
from tests.builders import make_draft, make_fact, make_part, make_reply, make_told


def test_parts_are_joined_by_blanks_and_lists_by_lines():
    draft = make_draft("Read it:", make_part("\n• one"), make_part("\n• two"), "  ", "Good.")
    assert draft.text == "Read it:\n• one\n• two Good."
    assert Draft(()).text == ""


def test_only_a_reply_with_nothing_in_it_is_silent():
    assert Reply("", MoveKind.STAY_SILENT).silent
    assert not Reply("", MoveKind.ACKNOWLEDGE, reaction="+1").silent


@pytest.mark.parametrize(
    "given",
    [
        {"text": "Noted."},
        {"text": "", "stories": [make_told()]},
        {"text": "", "attachments": (Attachment("brief", "notes.md", "# Notes"),)},
    ],
)
def test_words_stories_and_attachments_are_answers(given):
    assert not make_reply(**given).silent


def test_a_fact_is_given_with_its_link():
    assert make_fact(link="https://x.example").text.endswith("each team. https://x.example")
    assert make_fact().text.endswith("each team.")
