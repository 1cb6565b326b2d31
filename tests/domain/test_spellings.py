"""A name in a spelling that only a reader would know again."""

import pytest

from bot.domain.spellings import disguised


@pytest.mark.parametrize(
    "text",
    [
        "At Z O R B E L L I N E they waited.",
        "At Zörbelline they waited.",
        "\uff3aorbelline waited.",  # a wide letter
        "See z.o.r.b.e.l.l.i.n.e there.",
    ],
)
def test_a_disguised_name_is_found(text):
    assert disguised("Zorbelline", text)


def test_a_name_of_two_words_is_found_joined_and_parted():
    assert disguised("Tarn Valley", "The tarn-valley app came first.")
    assert disguised("Tarn Valley", "The TarnValley app came first.")


@pytest.mark.parametrize("text", ["They counted boxes.", "Boxes counted.", "The box is empty."])
def test_an_ordinary_word_is_no_disguise(text):
    assert not disguised("Boxes", text)
