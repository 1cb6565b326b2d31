"""After a decision: which stories are looked for."""

from bot.domain.brief import Brief, Field
from bot.domain.guiding import decided
from bot.domain.heard import Intent
from tests.builders import make_conversation, make_entry, make_heard, make_situation

DECISION = make_entry(Field.DECISION, "fix the cutoff ourselves", 3)


def want_after(*entries):
    talk = make_conversation(brief=Brief((*entries, DECISION)))
    return decided(make_situation(talk, make_heard(Intent.DECIDE), fresh=(DECISION,))).want


def test_stories_are_on_the_matter_and_not_on_the_words_of_the_turn():
    want = want_after(make_entry(span="the close is late"))
    assert want.about == "the close is late fix the cutoff ourselves"


def test_without_a_matter_none_is_looked_for():
    assert want_after() is None
