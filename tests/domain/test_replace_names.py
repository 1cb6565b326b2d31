"""Names in a text that outsiders read are replaced as whole words, and nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rendition import replace_names

NAMES = {
    "Northwind Freight": "a logistics group",
    "Northwind": "a logistics group",
    "Bo": "the boss",
}
PIECES = (*NAMES, "Box", "Bob", "northwind", " ", ". ", "-", "'s", "\n", "x", "Bo", "é", "(", '"')
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def test_a_name_inside_a_word_is_no_name():
    assert replace_names("Bob opened the Box.", NAMES) == "Bob opened the Box."


def test_a_stand_in_opens_a_sentence_with_a_capital():
    told = replace_names('It ended. Northwind paid.\nBo: "Bo agrees"', NAMES)
    assert told == 'It ended. A logistics group paid.\nThe boss: "The boss agrees"'


def test_without_names_nothing_changes():
    assert replace_names("Northwind waits.", {}) == "Northwind waits."


@given(TEXTS)
def test_no_name_is_left_standing_as_a_word(text):
    """Doing it again changes nothing."""
    once = replace_names(text, NAMES)
    assert replace_names(once, NAMES) == once


@given(TEXTS)
def test_text_without_names_is_left_alone(text):
    plain = text.replace("Northwind", "acme").replace("Bo", "Jo")
    assert replace_names(plain, NAMES) == plain
