"""Whether a story may be shown in a buyer's room at a rep's wish."""

import pytest

from bot.domain.moves import MoveKind
from bot.domain.sharing import shared, why_not
from tests.builders import make_conversation, make_rendition, make_told, make_turn

TOLD = make_turn(story_ids=("close",), move=MoveKind.SHARE_STORY)


@pytest.mark.parametrize(
    ("held", "cleared", "there", "line"),
    [
        (False, True, make_conversation(), ""),
        (False, False, make_conversation(), "share_internal"),
        (True, False, make_conversation(), "share_held"),
        (False, True, make_conversation(turns=(TOLD,)), "share_shown"),
        (False, True, make_conversation(not_like_us=frozenset({"close"})), "share_waved_away"),
        (False, False, make_conversation(turns=(TOLD,)), "share_internal"),
    ],
)
def test_why_a_story_may_not_be_shown(held, cleared, there, line):
    story = make_rendition(held=held)
    assert why_not(story, make_told() if cleared else None, there) == line


def test_it_is_shown_in_its_own_words():
    told = make_told()
    move = shared(told)
    assert (move.kind, move.told, move.question) == (MoveKind.SHARE, (told,), None)
