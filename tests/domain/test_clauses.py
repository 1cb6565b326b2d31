"""A message is cut where a new thing is said, and nowhere else."""

import pytest

from bot.domain.clauses import clause_spans, clauses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We pick by hand and we pack by hand.", ["We pick by hand", "we pack by hand."]),
        (
            "The foreman left because nobody trained the new ones.",
            ["The foreman left", "because nobody trained the new ones."],
        ),
        ("The foreman left because of the night shift.", None),
        ("Pallets pile up at the gate since early March.", None),
        (
            "Pallets pile up at the gate since we moved the dock.",
            ["Pallets pile up at the gate", "since we moved the dock."],
        ),
        (
            "The part that keeps me awake: two of nine wells are dry.",
            ["The part that keeps me awake", "two of nine wells are dry."],
        ),
        ("The gate opens at 6:30 and closes at 18:00.", None),
        ("Honestly, the labels peel off in the cold.", ["the labels peel off in the cold."]),
        ("No, the labels peel off in the cold.", ["the labels peel off in the cold."]),
        ("No label survives the cold store.", None),
    ],
)
def test_a_sentence_is_cut_where_a_new_thing_begins(text, found):
    assert clauses(text) == (found or [text])


def test_a_clause_is_found_where_it_stands():
    text = "Hello. The belt stops, and the belt stops again."
    assert [text[a:b] for a, b in clause_spans(text)] == clauses(text)
