"""The lease: one worker answers in a conversation, and who was overtaken saves nothing."""

import asyncio

import pytest

from bot.domain.conversation import Conversation
from bot.domain.errors import LeaseLostError
from bot.ports.turns import Lease
from tests.adapters.sql.sql_samples import CONVERSATION, commit_of, message


async def test_only_one_worker_holds_a_conversation(conversations):
    assert await conversations.lease(CONVERSATION, "a", 60) == Lease(CONVERSATION, "a", 1)
    assert await conversations.lease(CONVERSATION, "b", 60) is None
    assert await conversations.lease("slack:C2", "b", 60) == Lease("slack:C2", "b", 1)


async def test_of_many_workers_at_once_one_gets_the_lease(conversations, inbox):
    await inbox.accept(message())
    asked = [conversations.lease(CONVERSATION, f"worker {n}", 60) for n in range(12)]
    assert len([lease for lease in await asyncio.gather(*asked) if lease]) == 1


async def test_a_lease_that_was_given_back_is_free_at_once(conversations):
    lease = await conversations.lease(CONVERSATION, "a", 60)
    await conversations.release(lease)
    assert await conversations.lease(CONVERSATION, "b", 60) == Lease(CONVERSATION, "b", 2)


async def test_a_lease_that_ran_out_may_be_taken(conversations, clock):
    await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(59)
    assert await conversations.lease(CONVERSATION, "b", 60) is None
    clock.move_on(1)
    assert await conversations.lease(CONVERSATION, "b", 60) == Lease(CONVERSATION, "b", 2)


async def test_a_holder_renews_under_the_same_token(conversations, clock):
    first = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(50)
    assert await conversations.lease(CONVERSATION, "a", 60) == first
    clock.move_on(50)
    assert await conversations.lease(CONVERSATION, "b", 60) is None


async def test_a_lease_taken_again_after_it_ran_out_has_a_new_token(conversations, inbox, clock):
    """What the same worker left unfinished before must not be saved over the new one's work."""
    accepted = await inbox.accept(message())
    first = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(61)
    again = await conversations.lease(CONVERSATION, "a", 60)
    assert again.token == first.token + 1
    with pytest.raises(LeaseLostError):
        await conversations.commit(commit_of(accepted), first)


async def test_who_was_overtaken_cannot_give_back_the_others_lease(conversations, clock):
    lost = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(61)
    await conversations.lease(CONVERSATION, "b", 60)
    await conversations.release(lost)
    assert await conversations.lease(CONVERSATION, "c", 60) is None


async def test_who_was_overtaken_saves_nothing(conversations, inbox, outbox, clock):
    accepted = await inbox.accept(message())
    lost = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(61)
    held = await conversations.lease(CONVERSATION, "b", 60)
    with pytest.raises(LeaseLostError, match="nothing of this turn was saved"):
        await conversations.commit(commit_of(accepted), lost)
    assert await inbox.outcome(accepted.inbox_id) is None
    assert await conversations.load(CONVERSATION) == Conversation(CONVERSATION)
    assert await outbox.for_event(accepted.inbox_id) is None
    assert await conversations.commit(commit_of(accepted), held) is not None


async def test_who_was_overtaken_does_not_get_the_others_reply_to_post(
    conversations, inbox, clock
):
    accepted = await inbox.accept(message())
    lost = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(61)
    held = await conversations.lease(CONVERSATION, "b", 60)
    await conversations.commit(commit_of(accepted), held)
    with pytest.raises(LeaseLostError):
        await conversations.commit(commit_of(accepted), lost)


async def test_a_slow_turn_is_saved_if_nobody_took_over(conversations, inbox, clock):
    accepted = await inbox.accept(message())
    lease = await conversations.lease(CONVERSATION, "a", 60)
    clock.move_on(300)
    assert await conversations.commit(commit_of(accepted), lease) is not None


async def test_a_lease_that_was_given_back_saves_nothing(conversations, inbox):
    accepted = await inbox.accept(message())
    lease = await conversations.lease(CONVERSATION, "a", 60)
    await conversations.release(lease)
    with pytest.raises(LeaseLostError):
        await conversations.commit(commit_of(accepted), lease)
