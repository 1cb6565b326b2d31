"""Mending a draft: what breaks a rule is left out, and what is left still makes sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import PartKind
from bot.domain.guard import mend, violations
from tests.builders import make_bounds, make_draft, make_part, make_story_part, make_told

TOLD = make_told(secrets=("Northwind",))
QUESTION = "What happens today?"
ASKED = make_part(QUESTION, PartKind.QUESTION, own=True)
INTRO = make_part("One that is close to this:", own=True)
GOOD = make_story_part("The close took nine days.")
BAD = make_story_part("Everybody was delighted.")


def mended(*parts, **bounds):
    return mend(make_draft(*parts), make_bounds(TOLD, **bounds)).text


def test_what_breaks_a_rule_is_left_out_and_the_rest_stays():
    assert mended("Noted.", BAD, GOOD) == "Noted. The close took nine days."


def test_an_announcement_goes_with_what_it_announced():
    assert mended("Noted.", INTRO, BAD) == "Noted."
    assert mended("Noted.", INTRO, BAD, ASKED, question=QUESTION) == f"Noted. {QUESTION}"


def test_an_announcement_stays_with_what_is_left_of_it():
    assert mended(INTRO, BAD, GOOD) == "One that is close to this: The close took nine days."


def test_a_bullet_without_words_goes():
    bullet = make_part("\n•", own=True)
    assert mended(INTRO, bullet, GOOD, bullet, BAD) == (
        "One that is close to this:\n• The close took nine days."
    )
    assert mended("Noted.", INTRO, bullet, BAD) == "Noted."


def test_a_list_of_choices_that_follows_as_buttons_keeps_its_line():
    ways = make_part("A few ways to go on:", own=True)
    assert mended("It was Northwind.", ways) == "A few ways to go on:"


def test_a_text_that_is_too_long_loses_its_last_stories_first():
    second = make_story_part("They bought a calendar tool first.")
    text = mended("Noted.", GOOD, second, ASKED, limit=60, question=QUESTION)
    assert text == f"Noted. The close took nine days. {QUESTION}"


def test_question_marks_that_are_not_ours_go():
    assert mended("You asked why\uff1f", ASKED, question=QUESTION) == f"You asked why {QUESTION}"


def test_a_question_that_is_not_ours_goes_whole():
    foreign = make_part("Want a demo?", PartKind.QUESTION)
    assert mended("Noted.", foreign, question=QUESTION) == "Noted."


def test_taking_out_a_question_mark_may_bring_no_markup_to_life():
    """It is seen, and a plain line is said instead."""
    bounds = make_bounds()
    after = mend(make_draft("<?!channel>"), bounds)
    assert [v.rule for v in violations(after, bounds)] == ["markup"]


def test_what_passes_is_not_changed():
    draft = make_draft("Noted.", INTRO, GOOD, ASKED)
    assert mend(draft, make_bounds(TOLD, question=QUESTION)) == draft


PARTS = st.lists(
    st.sampled_from(
        [
            *(INTRO, GOOD, BAD, ASKED),
            *map(make_part, ("It was Northwind.", "Why\uff1f", "<!here>", "\n•")),
            make_part("said by you " * 8, PartKind.HEARD),
        ]
    ),
    max_size=8,
)


@given(PARTS, st.sampled_from([0, 40, 120, 500]))
def test_only_our_own_lines_can_keep_a_mended_draft_from_passing(parts, limit):
    """What others said or wrote is out; a line or question of ours may still be too much."""
    bounds = make_bounds(TOLD, question=QUESTION, limit=limit)
    left = {v.rule for v in violations(mend(make_draft(*parts), bounds), bounds)}
    assert left <= {"too_long", "questions"}
    if parts.count(ASKED) < 2:
        assert "questions" not in left


@pytest.mark.parametrize("limit", [0, 10])
def test_where_nothing_fits_the_draft_is_left_too_long(limit):
    """So that a plain line is said instead of half a question."""
    bounds = make_bounds(question=QUESTION, limit=limit)
    after = mend(make_draft(ASKED), bounds)
    assert [v.rule for v in violations(after, bounds)] == ["too_long"]
