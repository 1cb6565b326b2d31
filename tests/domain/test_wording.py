"""Plain lines: variants that take turns, and values that must be there."""

import pytest

from bot.domain.errors import ContentError
from bot.domain.wording import Wording

WORDING = Wording(
    lines={"noted": ("Noted: $what.", "In your notes: $what."), "empty": ()},
    questions=(),
    openings=(),
    points={},
)


def test_variants_take_turns_by_the_seed():
    said = [WORDING.line("noted", seed, {"what": "x"}) for seed in range(3)]
    assert said == ["Noted: x.", "In your notes: x.", "Noted: x."]


def test_the_same_seed_says_the_same():
    assert WORDING.line("noted", 7, {"what": "x"}) == WORDING.line("noted", 7, {"what": "x"})


def test_more_values_than_needed_do_no_harm():
    assert WORDING.line("noted", 0, {"what": "x", "operator": "Northstar"}) == "Noted: x."


@pytest.mark.parametrize("key", ["missing", "empty"])
def test_a_line_that_is_not_there_is_named(key):
    with pytest.raises(ContentError, match=key):
        WORDING.line(key, 0, {})


def test_a_missing_value_is_named():
    with pytest.raises(ContentError, match="'noted' needs a value for 'what'"):
        WORDING.line("noted", 0, {})


def test_a_dollar_sign_in_a_value_is_only_a_dollar_sign():
    assert WORDING.line("noted", 0, {"what": "$400 and $operator"}) == "Noted: $400 and $operator."
