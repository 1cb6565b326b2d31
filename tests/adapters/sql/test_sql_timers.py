"""Timers: agreed with a turn, due until their event is in the inbox."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.adapters.sql.sql_samples import (
    AT,
    CONVERSATION,
    NEW_YORK,
    commit_of,
    message,
    timer,
)

DAY = timedelta(days=1)


@pytest.fixture
def agree(inbox, conversations):
    async def agree(*agreed):
        lease = await conversations.lease(CONVERSATION, "worker", 60)
        accepted = await inbox.accept(message(f"agrees on {agreed}"))
        await conversations.commit(commit_of(accepted, timers=agreed), lease)

    return agree


async def test_a_timer_is_due_when_its_date_has_come(agree, timers):
    fourteen = timer("t1", AT + 14 * DAY)
    await agree(fourteen)
    assert await timers.due(AT + 14 * DAY - timedelta(microseconds=1)) == []
    assert await timers.due(AT + 14 * DAY) == [fourteen]


async def test_due_timers_come_oldest_first(agree, timers):
    await agree(timer("later", AT + 2 * DAY), timer("sooner", AT + DAY))
    assert [t.key for t in await timers.due(AT + 3 * DAY)] == ["sooner", "later"]


async def test_dates_compare_as_moments_whatever_their_time_zone(agree, timers):
    await agree(timer("t1", AT.astimezone(NEW_YORK)))
    assert len(await timers.due(AT)) == 1
    assert await timers.due((AT - timedelta(hours=1)).astimezone(NEW_YORK)) == []


async def test_a_timer_whose_event_was_accepted_is_not_due_again(agree, timers, inbox):
    await agree(timer("t1", AT), timer("t2", AT))
    await inbox.accept(timer("t1", AT))
    assert [t.key for t in await timers.due(AT + DAY)] == ["t2"]


async def test_a_timer_whose_key_came_in_before_it_was_agreed_is_not_due(agree, timers, inbox):
    await inbox.accept(timer("t1", AT))
    await agree(timer("t1", AT))
    assert await timers.due(AT + DAY) == []


async def test_a_date_agreed_anew_under_the_same_key_is_moved(agree, timers):
    await agree(timer("t1", AT + DAY))
    moved = replace(timer("t1", AT + 3 * DAY), kind="ask again")
    await agree(moved)
    assert await timers.due(AT + 2 * DAY) == []
    assert await timers.due(AT + 3 * DAY) == [moved]


async def test_a_date_that_has_come_is_not_agreed_anew(agree, timers, inbox):
    await agree(timer("t1", AT))
    await inbox.accept(timer("t1", AT))
    await agree(timer("t1", AT + DAY))
    assert await timers.due(AT + 2 * DAY) == []
