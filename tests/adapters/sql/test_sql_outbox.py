"""The outbox: where a reply is on its way, and what still waits."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.adapters.sql.codec import UnreadableRowError
from bot.adapters.sql.schema import outbox as outbox_table
from bot.adapters.sql.schema import turns
from bot.domain.errors import LeaseLostError
from bot.ports.turns import PostState
from tests.adapters.sql.sql_samples import CONVERSATION, ROOM, commit_of, message


@pytest.fixture
async def sent(inbox, conversations):
    """The ids of two replies that wait on Slack, oldest first."""
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    return [
        await conversations.commit(commit_of(await inbox.accept(message(key))), lease)
        for key in ("m1", "m2")
    ]


@pytest.fixture
async def lease(conversations, sent):
    """What the one who sent them holds still."""
    return await conversations.lease(CONVERSATION, "worker", 60)


async def state_of(outbox, outgoing_id):
    return (await outbox.get(outgoing_id)).state


async def test_replies_of_a_conversation_wait_oldest_first(outbox, sent):
    assert [outgoing.id for outgoing in await outbox.waiting(CONVERSATION)] == sent
    assert await outbox.waiting("slack:another") == []


async def test_who_was_overtaken_may_not_begin_a_post(outbox, conversations, clock, sent):
    """A process that was stopped for a while must not post what is another's by now."""
    first, _ = sent
    lost = await conversations.lease(CONVERSATION, "worker", 60)
    clock.move_on(61)
    held = await conversations.lease(CONVERSATION, "another", 60)
    with pytest.raises(LeaseLostError):
        await outbox.mark_posting(first, lost)
    assert await state_of(outbox, first) is PostState.READY
    await outbox.mark_posting(first, held)
    assert await state_of(outbox, first) is PostState.POSTING


async def test_what_was_put_off_is_due_later(outbox, clock, sent):
    first = sent[0]
    await outbox.put_off(first, 30)
    assert [o.due for o in await outbox.waiting(CONVERSATION)] == [False, True]
    clock.move_on(30)
    assert [o.due for o in await outbox.waiting(CONVERSATION)] == [True, True]


async def test_a_post_is_recorded_before_and_after(outbox, sent, lease):
    first, second = sent
    await outbox.mark_posting(first, lease)
    assert await state_of(outbox, first) is PostState.POSTING
    assert [outgoing.id for outgoing in await outbox.waiting()] == sent
    await outbox.mark_posted(first, "1763803800.000100")
    assert [outgoing.id for outgoing in await outbox.waiting()] == [second]
    assert (await outbox.get(first)).receipt == "1763803800.000100"


async def test_what_is_posted_stays_posted_with_its_first_receipt(outbox, sent, lease):
    first, _ = sent
    await outbox.mark_posted(first, "ts-1")
    await outbox.mark_posting(first, lease)
    await outbox.mark_posted(first, "ts-2")
    found = await outbox.get(first)
    assert (found.state, found.receipt) == (PostState.POSTED, "ts-1")


async def test_tries_are_counted_and_the_moment_of_posting_kept(
    database, outbox, clock, sent, lease
):
    first, _ = sent
    await outbox.mark_posting(first, lease)
    await outbox.mark_posting(first, lease)
    clock.move_on(3)
    await outbox.mark_posted(first, "ts")
    query = select(outbox_table).where(outbox_table.c.id == first)
    row = await database.read(lambda connection: connection.execute(query).one())
    assert (row.attempts, row.posted_at) == (2, clock())


async def test_the_key_is_the_same_at_every_try_and_for_no_other_reply(outbox, sent, lease):
    before = [outgoing.key for outgoing in await outbox.waiting()]
    for outgoing_id in sent:
        await outbox.mark_posting(outgoing_id, lease)
    assert [outgoing.key for outgoing in await outbox.waiting()] == before
    assert len(set(before)) == 2


async def test_the_channel_is_that_of_the_room_it_goes_to(
    outbox, inbox, conversations, sent, lease
):
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    accepted = await inbox.accept(message("m3"))
    elsewhere = commit_of(accepted, room=replace(ROOM, id="page", channel="web"))
    await conversations.commit(elsewhere, lease)
    assert (await outbox.waiting())[-1].room.channel == "web"


async def test_unknown_replies_are_none_and_marking_them_does_nothing(outbox, lease):
    await outbox.mark_posting(404, lease)
    await outbox.mark_posted(404, "ts")
    assert await outbox.get(404) is None
    assert await outbox.for_event(404) is None


async def test_one_unreadable_reply_does_not_hold_up_the_others(database, outbox, sent, caplog):
    first, second = sent
    inbox_id = (await outbox.get(first)).inbox_id
    spoil = update(turns).where(turns.c.inbox_id == inbox_id).values(reply='{"text": 1}')
    await database.write(lambda connection: connection.execute(spoil).rowcount)
    with caplog.at_level(logging.ERROR):
        assert [outgoing.id for outgoing in await outbox.waiting()] == [second]
    assert f"outbox {first} cannot be read" in caplog.text
    with pytest.raises(UnreadableRowError):
        await outbox.get(first)
