"""Names of files for stories, whatever their ids are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.file_names import file_names


def test_a_plain_id_is_its_own_name():
    assert file_names(["close-not-finance", "a_1"]) == {
        "close-not-finance": "close-not-finance",
        "a_1": "a_1",
    }


@pytest.mark.parametrize(
    "story_id", ["../../etc/passwd", "/x", "_note", "README", "nul", ".hidden", "a" * 300, "é"]
)
def test_any_other_gets_a_name_that_a_load_takes_up(story_id):
    name = file_names([story_id])[story_id]
    assert name.isascii()
    assert name[0].isalnum()
    assert name.lower() not in ("readme", "nul")
    assert len(name) < 120
    assert not set(name) & set("/\\.:")


def test_two_ids_that_differ_in_case_get_two_files():
    names = file_names(["Close", "close", "CLOSE"])
    assert len({name.casefold() for name in names.values()}) == 3


@given(st.sets(st.text(min_size=1, max_size=30)))
def test_names_are_as_many_as_ids_and_stay_in_their_folder(ids):
    names = file_names(sorted(ids))
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert not [name for name in names.values() if set(name) & set("/\\.:\0")]
