"""The queue: who takes on what, in turns between accounts, and what is due when."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.sql.sql_queue import SqlQueue
from bot.ports.queue import Claim
from bot.ports.turns import Lease, Outcome
from tests.adapters.sql.sql_samples import ROOM, commit_of, message


@pytest.fixture
def queue(database):
    return SqlQueue(database)


def claim(worker="a", most=10, channels=("slack",), **more):
    return Claim(worker, channels, most, 10.0, **more)


def said(n, room="C1", account="acme", **more):
    return message(f"m{n}", room=replace(ROOM, id=room, account=account), **more)


async def names(queue, asked):
    return sorted(lease.conversation_id for lease in await queue.claim(asked))


async def test_what_waits_is_taken_on_once(queue, inbox):
    await inbox.accept(said(1, "C1"))
    await inbox.accept(said(2, "C2"))
    assert await queue.claim(claim(most=1)) == [Lease("slack:C1", "a", 1)]
    assert await queue.claim(claim("b")) == [Lease("slack:C2", "b", 1)]
    assert await queue.claim(claim("c")) == []


async def test_workers_that_ask_at_once_never_get_the_same(queue, inbox):
    for n in range(30):
        await inbox.accept(said(n, f"C{n}"))
    got = await asyncio.gather(*(queue.claim(claim(f"w{n}", most=5)) for n in range(8)))
    taken = [lease.conversation_id for leases in got for lease in leases]
    assert len(taken) == len(set(taken))
    while more := await queue.claim(claim("last", most=5)):
        taken += [lease.conversation_id for lease in more]
    assert len(set(taken)) == 30


async def test_a_busy_account_cannot_starve_another(queue, inbox):
    """Thirty rooms of one account wait; the one of another, which came last, is next but one."""
    for n in range(30):
        await inbox.accept(said(n, f"B{n}", "busy"))
    await inbox.accept(said(30, "Q1", "quiet"))
    assert await names(queue, claim(most=2)) == ["slack:B0", "slack:Q1"]
    await inbox.accept(said(31, "Q2", "quiet"))
    # Each has one under way now, so they take turns again.
    assert await names(queue, claim("b", most=2)) == ["slack:B1", "slack:Q2"]


async def test_rooms_without_an_account_count_each_for_itself(queue, inbox):
    for n in range(3):
        await inbox.accept(said(n, f"B{n}", "busy"))
    await inbox.accept(said(3, "D1", ""))
    await inbox.accept(said(4, "D2", ""))
    assert await names(queue, claim(most=3)) == ["slack:B0", "slack:D1", "slack:D2"]


async def test_other_channels_are_left_to_who_can_post_there(queue, inbox):
    await inbox.accept(said(1))
    assert await queue.claim(claim(channels=("web",))) == []
    assert await queue.claim(claim(channels=())) == []


async def test_what_is_held_back_waits_and_what_came_after_it_there(queue, inbox, clock):
    await inbox.accept(said(1), hold=30)
    await inbox.accept(said(2))
    assert await queue.claim(claim()) == []
    assert await inbox.pending("slack:C1") == []
    assert len(await inbox.pending()) == 2
    clock.move_on(30)
    assert await names(queue, claim()) == ["slack:C1"]
    assert len(await inbox.pending("slack:C1")) == 2


async def test_a_reply_that_waits_to_be_posted_is_taken_on(
    queue, inbox, conversations, outbox, clock
):
    accepted = await inbox.accept(said(1))
    lease = await conversations.lease("slack:C1", "a", 60)
    outgoing = await conversations.commit(commit_of(accepted), lease)
    await conversations.release(lease)
    assert await names(queue, claim(channels=("web",))) == []
    [taken] = await queue.claim(claim())
    await outbox.put_off(outgoing, 30)
    await conversations.release(taken)
    assert await queue.claim(claim()) == []
    [taken] = await queue.claim(claim(eager=True))
    await conversations.release(taken)
    clock.move_on(30)
    [taken] = await queue.claim(claim())
    await outbox.mark_posted(outgoing, "ts")
    await conversations.release(taken)
    assert await queue.claim(claim(eager=True)) == []


async def test_who_is_gone_for_good_is_replaced_and_cannot_renew(queue, inbox, clock):
    await inbox.accept(said(1))
    await inbox.accept(said(2, "C2"))
    gone, kept = sorted(await queue.claim(claim()), key=lambda lease: lease.conversation_id)
    clock.move_on(9)
    assert await queue.renew([kept], 10.0) == [kept]
    clock.move_on(1)
    [taken] = await queue.claim(claim("b"))
    assert (taken.conversation_id, taken.token) == ("slack:C1", gone.token + 1)
    assert await queue.renew([gone, kept], 10.0) == [kept]


async def test_a_clock_that_was_put_back_holds_up_nobody(queue, inbox, clock):
    await inbox.accept(said(1))
    await queue.claim(claim())
    clock.move_on(-3600)
    assert await names(queue, claim("b")) == ["slack:C1"]


async def test_after_a_restart_one_takes_over_what_one_held(queue, inbox):
    await inbox.accept(said(1))
    await queue.claim(claim())
    await queue.take_over("another")
    assert await queue.claim(claim()) == []
    await queue.take_over("a")
    assert await names(queue, claim()) == ["slack:C1"]


async def test_whoever_waits_for_long_is_to_be_told_once(queue, inbox, clock):
    for n in range(3):
        await inbox.accept(said(n))
    assert await queue.untold(10) == []
    clock.move_on(10)
    [first] = await queue.untold(10)
    assert first.event.key == "m0"
    assert await queue.untold(10) == []
    await inbox.accept(said(4))
    await inbox.accept(said(5, "C2"))
    clock.move_on(10)
    assert [p.conversation_id for p in await queue.untold(10)] == ["slack:C2"]


async def test_an_outcome_is_there_once_its_reply_is_posted(queue, inbox, conversations, outbox):
    accepted = await inbox.accept(said(1))
    lease = await conversations.lease("slack:C1", "a", 60)
    outgoing = await conversations.commit(commit_of(accepted), lease)
    assert await queue.outcomes([accepted.inbox_id]) == {}
    await outbox.mark_posted(outgoing, "ts")
    assert await queue.outcomes([accepted.inbox_id, 404]) == {accepted.inbox_id: Outcome.REPLIED}
