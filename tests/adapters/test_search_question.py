"""What is left of a question when its lead-in is off, and the points it makes."""

import pytest

from bot.adapters.search.question import matter_of, points_of


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("customer just told me: pallets vanish at the depot", "pallets vanish at the depot"),
        ("a buyer says that nobody owns the price list", "nobody owns the price list"),
        ("do we have a story about night shifts", "night shifts"),
        ("Which story fits: two systems, two truths", "two systems, two truths"),
        ("looking for an example of a client with late invoices", "late invoices"),
        ("our customer says no to everything", "no to everything"),
        ("pallets vanish at the depot", "pallets vanish at the depot"),
        ("any story about ", "any story about"),
        ("", ""),
    ],
)
def test_what_leads_in_is_left_off(text, matter):
    assert matter_of(text) == matter


def test_a_question_is_cut_into_its_points():
    text = "we own three depots, pallets vanish between them and nobody counts on Fridays"
    assert points_of(text) == [
        "we own three depots",
        "pallets vanish between them",
        "nobody counts on Fridays",
    ]


def test_a_short_piece_stays_with_what_is_before_it():
    assert points_of("the labels are wrong on every second box, again") == []


def test_a_question_with_one_point_is_not_cut():
    assert points_of("pallets vanish at the depot") == []


def test_there_are_never_many_points():
    assert len(points_of(", ".join(["one more thing goes wrong"] * 40))) == 6
