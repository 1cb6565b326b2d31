"""Gaps: written with their turn, once, and forgotten on request."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.adapters.sql.schema import gaps as table
from bot.adapters.sql.sql_gaps import SqlGaps
from bot.domain.audience import Audience, Role
from bot.domain.gaps import Closing, Gap
from tests.adapters.sql.sql_samples import AT, CONVERSATION, OTHER_ROOM, commit_of, message

GAP = Gap(
    at=AT,
    role=Role.PROSPECT,
    audience=Audience.OUTSIDERS,
    account="acme",
    conversation_id=CONVERSATION,
    words="who else had owls 🦉 in the hall",
    language="en",
    nearest="dates",
    score=0.31,
    set_aside=frozenset({"dates", "close"}),
)


@pytest.fixture
def gaps(database):
    return SqlGaps(database)


@pytest.fixture
def ask(inbox, conversations):
    """Asks what no story fits; gives what was accepted, for asking it again."""

    async def asked(key="m1", gap=GAP, **changes):
        accepted = await inbox.accept(message(key, **changes))
        lease = await conversations.lease(accepted.conversation_id, "worker", 60)
        turn = commit_of(accepted, gap=gap, timers=(), conversation=None)
        await conversations.commit(turn, lease)
        return turn, lease

    return asked


async def test_a_gap_is_kept_with_its_turn_and_comes_back_equal(gaps, ask):
    await ask()
    [kept] = await gaps.open()
    assert kept == replace(GAP, id=kept.id)


async def test_an_event_that_comes_again_is_one_gap(gaps, ask, conversations):
    turn, lease = await ask()
    await conversations.commit(turn, lease)
    await ask()
    assert len(await gaps.open()) == 1


async def test_a_gap_without_words_is_kept_all_the_same(gaps, ask):
    await ask(gap=replace(GAP, words="", nearest="", score=0.0, set_aside=frozenset()))
    [kept] = await gaps.open()
    assert (kept.words, kept.nearest) == ("", "")


async def test_gaps_since_a_moment_come_oldest_first(gaps, ask):
    for day in range(3):
        await ask(f"m{day}", replace(GAP, at=AT + timedelta(days=day), words=f"w{day}"))
    found = await gaps.open(AT + timedelta(days=1))
    assert [gap.words for gap in found] == ["w1", "w2"]


async def test_a_closed_gap_is_open_no_more_and_stays_on_record(gaps, ask, database):
    await ask("m1")
    await ask("m2")
    first, second = await gaps.open()
    assert await gaps.close([first.id], Closing(AT, "dates")) == 1
    assert await gaps.close([first.id], Closing(AT, why="again")) == 0
    assert await gaps.open() == [second]
    rows = await database.read(lambda c: c.execute(select(table).order_by(table.c.id)).all())
    assert [(row.closed_by, row.closed_why) for row in rows] == [("dates", ""), ("", "")]
    assert rows[0].words == GAP.words


async def test_closing_many_at_once_is_one_call(gaps, ask):
    await ask()
    [gap] = await gaps.open()
    assert await gaps.close([gap.id, *range(10_000, 12_000)], Closing(AT, "dates")) == 1


async def test_words_are_forgotten_in_their_conversation_alone(gaps, ask, inbox, conversations):
    await ask("m1")
    await ask("m2", replace(GAP, conversation_id="slack:D7"), room=OTHER_ROOM)
    forget = await inbox.accept(message("m3", "forget that"))
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    turn = commit_of(forget, forget_words=True, timers=(), conversation=None)
    await conversations.commit(turn, lease)
    assert [gap.words for gap in await gaps.open()] == ["", GAP.words]
