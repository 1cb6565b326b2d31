"""Called after colleagues talked among themselves: what was not read is not guessed at."""

import pytest

from bot.domain.brief import Field
from bot.domain.heard import Cue, Intent
from bot.domain.several import unread
from tests.builders import make_brief, make_conversation, make_entry, make_heard, make_situation

POINTING = make_heard(Intent.ASK_GUIDANCE, cues=frozenset({Cue.OVERHEARD}))
GUIDANCE = make_heard(Intent.ASK_GUIDANCE)
BETWEEN = {"talked_between": True}


@pytest.mark.parametrize(
    ("talk", "heard", "said"),
    [
        (make_conversation(**BETWEEN), POINTING, True),
        (make_conversation(Field.PROBLEM, **BETWEEN), POINTING, True),
        (make_conversation(), POINTING, True),
        (make_conversation(Field.PROBLEM), POINTING, False),
        (make_conversation(**BETWEEN), GUIDANCE, True),
        (make_conversation(**BETWEEN), make_heard(Intent.ASK_STORY), True),
        (make_conversation(Field.PROBLEM, **BETWEEN), GUIDANCE, False),
        (make_conversation(), GUIDANCE, False),
        (make_conversation(**BETWEEN), make_heard(Intent.ASK_PRODUCT), False),
    ],
)
def test_it_says_so_where_the_question_is_about_what_it_did_not_read(talk, heard, said):
    assert (unread(make_situation(talk, heard)) is not None) is said


def test_who_gives_the_point_along_is_answered_on_it():
    fresh = (make_entry(),)
    s = make_situation(make_conversation(**BETWEEN, brief=make_brief()), POINTING, fresh=fresh)
    assert unread(s) is None


def test_who_wants_the_notes_gets_them():
    heard = make_heard(Intent.ASK_SUMMARY, cues=frozenset({Cue.OVERHEARD}))
    assert unread(make_situation(make_conversation(Field.PROBLEM, **BETWEEN), heard)) is None


@pytest.mark.parametrize(
    ("place", "line"), [("shared", "unread_shared"), ("private", "unread_private")]
)
def test_each_place_has_its_words(place, line):
    assert unread(make_situation(make_conversation(), POINTING, place=place)).line == line
