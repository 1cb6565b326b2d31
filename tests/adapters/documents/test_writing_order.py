"""The order in which text is drawn."""

import pytest

from bot.adapters.documents.writing_order import clusters, drawn, joined, runs_left

# Capitals stand for Hebrew letters, so that what runs leftwards can be read here.
HEBREW = {chr(ord("A") + n): chr(0x05D0 + n) for n in range(26)}
BACK = {v: k for k, v in HEBREW.items()}


def shown(text):
    hebrew = "".join(HEBREW.get(c, c) for c in text)
    order = drawn(clusters(hebrew), leftwards=runs_left(hebrew))
    return "".join(BACK.get(c, c) for c in "".join(order))


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("", ""),
        ("plain words, 9 of 10.", "plain words, 9 of 10."),
        ("ABC", "CBA"),
        ("ABC DEF", "FED CBA"),
        ("he said ABC DEF to us", "he said FED CBA to us"),
        ("ABC 12.5% DEF", "FED 12.5% CBA"),
        ("ABC 12,5 (DE) F.", ".F (ED) 12,5 CBA"),
        ("ABC word two DE", "ED word two CBA"),
        ("abc (ABC) def", "abc (CBA) def"),
        ("a, B", "a, B"),
        ("7 AB", "BA 7"),
        ("A - B", "B - A"),
        ("a ABC!", "a CBA!"),
    ],
)
def test_what_runs_leftwards_is_turned_round(written, order):
    assert shown(written) == order


def test_marks_stay_on_their_letter():
    assert clusters("a\u0301b") == ["a\u0301", "b"]
    assert drawn(clusters("\u05d0\u05b8\u05d1"), leftwards=True) == ["\u05d1", "\u05d0\u05b8"]


def test_arabic_letters_are_joined_and_nothing_else_is_changed():
    assert joined("محمد") == "\ufee3\ufea4\ufee4\ufeaa"
    assert joined("9 days, ABC") == "9 days, ABC"
    assert "\u064e" in joined("كَتب")
