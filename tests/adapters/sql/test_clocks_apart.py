"""Two processes over one server whose clocks do not agree: who waits, waits by the server's."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_queue import SqlQueue
from bot.ports.queue import Claim
from tests.adapters.sql.sql_samples import CONVERSATION, commit_of, message

APART = timedelta(minutes=10)
CLAIM = Claim("right", frozenset({"slack"}), most=10, seconds=60)


@pytest.fixture(params=[APART, -APART], ids=["fast", "slow"])
async def databases(request, url):
    """A process whose clock is right, and one whose clock is not."""
    if url.startswith("sqlite"):
        pytest.skip("processes that share a file share a machine and its clock")
    right, wrong = await open_database(url), await open_database(url)
    wrong.now = lambda: datetime.now(UTC) + request.param
    yield right, wrong
    await right.close()
    await wrong.close()


async def test_what_one_takes_in_the_other_may_answer_at_once(databases):
    right, wrong = databases
    await SqlInbox(wrong).accept(message(), gather=0.001)
    [lease] = await SqlQueue(right).claim(CLAIM)
    assert lease.conversation_id == CONVERSATION
    assert len(await SqlInbox(right).pending(CONVERSATION)) == 1


async def test_what_is_held_back_is_so_for_both(databases):
    right, wrong = databases
    await SqlInbox(wrong).accept(message(), hold=60)
    for database in databases:
        assert await SqlInbox(database).pending(CONVERSATION) == []
        assert await SqlQueue(database).claim(CLAIM) == []
    await SqlInbox(right).accept(message("later"), hold=60)
    assert await SqlQueue(wrong).untold(30) == []


async def test_a_lease_is_not_taken_from_who_holds_it(databases):
    right, wrong = databases
    await SqlInbox(right).accept(message())
    assert len(await SqlQueue(right).claim(CLAIM)) == 1
    assert await SqlConversations(wrong).lease(CONVERSATION, "wrong", 60) is None
    assert await SqlQueue(wrong).claim(CLAIM) == []


async def test_a_post_that_failed_is_tried_again_by_either(databases):
    right, wrong = databases
    accepted = await SqlInbox(right).accept(message())
    [lease] = await SqlQueue(right).claim(CLAIM)
    await SqlConversations(right).commit(commit_of(accepted), lease)
    outgoing = await SqlOutbox(right).for_event(accepted.inbox_id)
    await SqlOutbox(wrong).put_off(outgoing.id, 60)
    assert not any(waits.due for waits in await SqlOutbox(right).waiting())
    await SqlOutbox(wrong).put_off(outgoing.id, 0)
    assert all(waits.due for waits in await SqlOutbox(right).waiting())
