"""Exact spans: what a model says was said has to stand in the message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.model.spans import exact_span

TEXT = (
    "The approvals take a week,\nand Ana\u2019s team \u201cfixes\u201d 9 of 10 by hand. It's slow."
)


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("approvals take a week", "approvals take a week"),
        ("  approvals take a week  ", "approvals take a week"),
        ("APPROVALS Take a week", "approvals take a week"),
        ("a week, and Ana", "a week,\nand Ana"),
        ("Ana's team", "Ana\u2019s team"),
        ('team "fixes" 9', "team \u201cfixes\u201d 9"),
        ('"approvals take a week."', "approvals take a week"),
        ("It\u2019s slow", "It's slow"),
    ],
)
def test_a_span_is_given_as_it_stands_in_the_message(claimed, kept):
    assert exact_span(claimed, TEXT) == kept
    assert kept in TEXT


@pytest.mark.parametrize(
    "claimed",
    [
        "approvals take two weeks",
        "the team is unhappy",
        "approvals take a week ... by hand",
        "approvals.*hand",
        "",
        "   ",
        "...",
        "\u201c\u201d",
    ],
    ids=["changed", "made up", "from two places", "a pattern", "empty", "blank", "dots", "marks"],
)
def test_what_was_not_said_is_dropped(claimed):
    assert exact_span(claimed, TEXT) is None


@given(st.text(max_size=40), st.text(max_size=80))
def test_whatever_is_claimed_a_span_stands_in_the_message(claimed, text):
    span = exact_span(claimed, text)
    assert span is None or span in text


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_piece_of_the_message_is_kept_as_it_is(before, piece, after):
    wanted = piece.strip() if any(c.isalnum() for c in piece) else None
    assert exact_span(piece, before + piece + after) == wanted
