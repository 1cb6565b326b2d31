"""Numbers are written one way before they are compared."""

import pytest

from bot.domain.numbers import in_digits


@pytest.mark.parametrize(
    ("written", "one_way"),
    [
        ("twelve days", "12 days"),
        ("Twenty-three flats", "23 flats"),
        ("9,400 euro", "9400 euro"),
        ("\u20ac70", " euro 70"),
        ("54 per cent", "54 percent"),
        ("54% of them", "54 percent of them"),
        ("50 % of them", "half of them"),
        ("One in two", "half"),
        ("more than half", "half"),
        ("1/3 of it", "third of it"),
        ("the ninth week", "the 9 week"),
        ("week 9th", "week 9"),
        ("a hundred calls", "100 calls"),
        ("5.2 days", "5.2 days"),
        ("one of them", "one of them"),
        ("at first", "at first"),
    ],
)
def test_each_number_is_written_one_way(written, one_way):
    assert in_digits(written) == one_way
