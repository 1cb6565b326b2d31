"""The inbox: stored once, in order, until there is an outcome."""

import asyncio
import logging

import pytest
from sqlalchemy import func, select, update

from bot.adapters.sql.schema import inbox as inbox_table
from bot.ports.turns import Accepted, Outcome
from tests.adapters.sql.sql_samples import EVERY_EVENT, OTHER_ROOM, message, silent


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda event: event.key)
async def test_every_kind_of_event_is_given_back_as_it_came(inbox, event):
    accepted = await inbox.accept(event)
    (pending,) = await inbox.pending()
    assert pending.event == event
    assert pending.inbox_id == accepted.inbox_id
    assert pending.event.at.tzinfo is not None


async def test_the_conversation_is_that_of_the_room(inbox):
    accepted = await inbox.accept(message())
    assert accepted == Accepted(accepted.inbox_id, "slack:C1", new=True)


async def test_a_redelivery_is_the_same_event(inbox):
    first = await inbox.accept(message("k"))
    again = await inbox.accept(message("k", "other words"))
    assert again == Accepted(first.inbox_id, first.conversation_id, new=False)
    assert [pending.event.text for pending in await inbox.pending()] == [message().text]


async def test_it_knows_what_it_accepted_and_nothing_else(inbox):
    await inbox.accept(message("k"))
    assert await inbox.knows("k")
    assert not await inbox.knows("j")


async def test_deliveries_at_the_same_moment_are_stored_once(inbox):
    deliveries = [inbox.accept(message(f"k{n % 3}")) for n in range(24)]
    accepted = await asyncio.gather(*deliveries)
    assert len({a.inbox_id for a in accepted}) == 3
    assert sum(a.new for a in accepted) == 3
    assert len(await inbox.pending()) == 3


async def test_pending_events_come_oldest_first_of_one_conversation_or_of_all(inbox):
    await inbox.accept(message("a"))
    await inbox.accept(message("b", room=OTHER_ROOM))
    await inbox.accept(message("c"))
    assert [p.event.key for p in await inbox.pending()] == ["a", "b", "c"]
    assert [p.event.key for p in await inbox.pending("slack:C1")] == ["a", "c"]
    assert await inbox.pending("slack:nowhere") == []


async def test_an_event_has_no_outcome_until_a_turn_gives_it_one(inbox, conversations):
    accepted = await inbox.accept(message())
    assert await inbox.outcome(accepted.inbox_id) is None
    lease = await conversations.lease("slack:C1", "worker", 60)
    await conversations.commit(silent(accepted), lease)
    assert await inbox.outcome(accepted.inbox_id) is Outcome.SILENT
    assert await inbox.pending() == []
    assert await inbox.outcome(999) is None


@pytest.mark.parametrize(
    "text",
    ["", "🙈" * 10_000, "x" * 20_000, "\u202eabc שלום abc\u202c", "a\x00b", "line\r\nline\u2028"],
    ids=["empty", "emoji", "long", "both directions", "nul", "line ends"],
)
async def test_any_text_is_stored_as_it_was_written(inbox, text):
    await inbox.accept(message(text=text))
    (pending,) = await inbox.pending()
    assert pending.event.text == text


async def test_a_key_with_what_no_database_takes_is_still_one_key(inbox):
    first = await inbox.accept(message("k\x00\ud83d"))
    assert (await inbox.accept(message("k\x00\ud83d"))).inbox_id == first.inbox_id


async def test_one_unreadable_event_does_not_hold_up_the_others(inbox, database, caplog):
    await inbox.accept(message("broken"))
    await inbox.accept(message("sound"))
    spoil = update(inbox_table).where(inbox_table.c.key == "broken").values(event='{"key": 1}')
    await database.write(lambda connection: connection.execute(spoil).rowcount)
    with caplog.at_level(logging.ERROR):
        assert [p.event.key for p in await inbox.pending()] == ["sound"]
    assert "cannot be read" in caplog.text
    count = select(func.count()).select_from(inbox_table)
    assert await database.read(lambda connection: connection.scalar(count)) == 2


async def test_what_waits_for_more_is_ready_once_a_burst_has_ended(inbox, clock):
    await inbox.accept(message("a"), gather=2)
    clock.move_on(1.5)
    await inbox.accept(message("b"), gather=2)
    clock.move_on(1.5)
    assert await inbox.pending("slack:C1") == []
    clock.move_on(0.5)
    assert [p.event.key for p in await inbox.pending("slack:C1")] == ["a", "b"]


async def test_no_burst_is_waited_for_longer_than_one_lasts(inbox, clock):
    for n in range(6):
        await inbox.accept(message(f"k{n}"), gather=2)
        assert await inbox.pending("slack:C1") == []
        clock.move_on(1.5)
    assert len(await inbox.pending("slack:C1")) == 6


async def test_what_is_held_back_by_a_limit_stays_so_however_much_follows(inbox, clock):
    await inbox.accept(message("a"), hold=60)
    await inbox.accept(message("b"), gather=2)
    clock.move_on(30)
    assert await inbox.pending("slack:C1") == []
    clock.move_on(30)
    assert [p.event.key for p in await inbox.pending("slack:C1")] == ["a", "b"]
