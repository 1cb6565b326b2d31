"""What waits is counted in the records."""

from dataclasses import replace

import pytest

from bot.adapters.sql.migrate import HEAD
from bot.adapters.sql.sql_figures import SqlFigures
from bot.domain.story import Hold
from bot.ports.library import Change
from bot.ports.telemetry import Backlog
from tests.adapters.sql.sql_samples import AT, CONVERSATION, commit_of, message, stored, timer


@pytest.fixture
def figures(database):
    return SqlFigures(database)


async def test_an_empty_database_has_nothing_that_waits(figures, clock):
    assert await figures.backlog(clock()) == Backlog(0, None, 0, None, 0, 0)
    assert await figures.schema() == (HEAD, HEAD)


async def test_what_is_acknowledged_and_not_answered_waits_from_when_it_came(
    figures, clock, inbox
):
    came = clock()
    await inbox.accept(message("m1"))
    clock.move_on(40)
    await inbox.accept(message("m2"))
    found = await figures.backlog(clock())
    assert (found.unanswered, found.oldest_unanswered) == (2, came)


async def test_a_reply_waits_until_it_is_posted_and_its_timer_until_it_is_due(
    figures, clock, inbox, outbox, conversations
):
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    accepted = await inbox.accept(message("m1"))
    outgoing = await conversations.commit(commit_of(accepted, timers=(timer(at=clock()),)), lease)
    found = await figures.backlog(clock())
    assert (found.unanswered, found.unposted, found.timers_due) == (0, 1, 1)
    await outbox.mark_posted(outgoing, "ts")
    found = await figures.backlog(clock())
    assert (found.unposted, found.oldest_unposted) == (0, None)


async def test_a_held_story_is_counted_until_it_is_mended(figures, clock, stories):
    record = stored()
    held = replace(record, story=replace(record.story, holds=(Hold("consent", "missing"),)))
    await stories.save([held], Change(AT, "Jo"))
    assert (await figures.backlog(clock())).held_stories == 1
