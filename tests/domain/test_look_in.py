"""What there is to see for a rep who looks in: what changed, what is due, who has gone quiet."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.audience import Place, Room
from bot.domain.brief import Brief, Field
from bot.domain.conversation import AgreedDate
from bot.domain.look_in import LONG_AGO, QUIET, SOON, Seen, changed, due, looked, quiet
from bot.domain.open_rooms import Account, OpenRoom
from tests.builders import make_conversation, make_entry, make_wording

ACME = Account("T1", "Acme")
SAID = make_entry().said_at


def seen(entries=(), since=timedelta(days=-1), now=timedelta(), **talk):
    conversation = replace(make_conversation(), brief=Brief(tuple(entries)), **talk)
    room = OpenRoom(Room("C1", "slack", Place.SHARED, "T1"), conversation)
    return Seen(ACME, (room,), SAID + since, SAID + now)


def test_what_was_said_since_the_last_look_is_given_in_its_own_words():
    news = changed(seen([make_entry(Field.PROBLEM, "approvals take a week")]))
    assert [s.words for s in news.said] == ["approvals take a week"]
    assert changed(seen([make_entry()], since=timedelta(days=1))) is None
    assert changed(seen()) is None


def test_of_much_that_is_new_the_newest_is_given_and_the_rest_counted():
    entries = [
        replace(make_entry(span=f"point {n}", n=n), said_at=SAID + timedelta(hours=n))
        for n in range(5)
    ]
    news = changed(seen(entries))
    assert [s.words for s in news.said] == ["point 4", "point 3", "point 2"]
    assert news.more == 2


def test_what_was_taken_back_is_not_given():
    entry = make_entry()
    gone = Brief((entry,)).withdraw(entry.id, entry.who)
    assert changed(seen(gone.entries)) is None


def test_a_day_that_was_agreed_is_given_while_it_is_near():
    for days, near in ((-8, False), (-7, True), (0, True), (7, True), (8, False)):
        date = AgreedDate(SAID + timedelta(days=days), "slack:ana")
        assert bool(list(due(seen(dates=(date,))))) is near
    assert timedelta(days=7) == SOON


def test_who_has_gone_quiet_is_given_with_a_question_that_is_open():
    entries = [make_entry(Field.OPEN_QUESTIONS, "who enters the close dates")]
    found = quiet(seen(entries, now=QUIET), make_wording())
    assert found.open_question == "who enters the close dates"


def test_who_wrote_lately_long_ago_or_has_decided_is_left_in_peace():
    entries = [make_entry(Field.OPEN_QUESTIONS, "who enters the close dates")]
    assert quiet(seen(entries, now=QUIET - timedelta(days=1)), make_wording()) is None
    assert quiet(seen(entries, now=LONG_AGO + timedelta(days=1)), make_wording()) is None
    decided = [*entries, make_entry(Field.DECISION, "we leave it as it is", 1)]
    assert quiet(seen(decided, now=QUIET), make_wording()) is None


def test_it_is_put_together_account_by_account():
    look = looked([seen([make_entry()])], make_wording())
    assert [news.account for news in look.changed] == [ACME]
    assert look.due == ()
