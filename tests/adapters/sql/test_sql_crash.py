"""A worker is killed with SIGKILL; what it had stored is whole and says where to go on."""

import asyncio
import signal

import pytest

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.domain.conversation import Conversation
from bot.ports.turns import Outcome, PostState
from tests.adapters.sql.crashing_worker import work
from tests.adapters.sql.sql_samples import CONVERSATION, full_conversation, message


@pytest.fixture
def killed_at(url, processes):
    async def killed_at(point):
        """Run a worker that dies at a point and open what it left behind."""
        worker = processes.Process(target=work, args=(url, point))
        worker.start()
        await asyncio.to_thread(worker.join)
        assert worker.exitcode == -signal.SIGKILL
        return await open_database(url)

    return killed_at


@pytest.mark.parametrize("point", ["accepted", "leased", "committing"])
async def test_killed_before_the_commit_the_event_still_waits_for_its_turn(killed_at, point):
    database = await killed_at(point)
    inbox, outbox = SqlInbox(database), SqlOutbox(database)
    (pending,) = await inbox.pending()
    assert pending.event == message()
    assert (await inbox.accept(message())).new is False
    assert await SqlConversations(database).load(CONVERSATION) == Conversation(CONVERSATION)
    assert await outbox.waiting() == []
    await database.close()


@pytest.mark.parametrize(
    ("point", "state"), [("committed", PostState.READY), ("posting", PostState.POSTING)]
)
async def test_killed_after_the_commit_the_reply_waits_to_be_posted(killed_at, point, state):
    database = await killed_at(point)
    inbox, conversations = SqlInbox(database), SqlConversations(database)
    assert await inbox.pending() == []
    (outgoing,) = await SqlOutbox(database).waiting()
    assert outgoing.state is state
    assert await inbox.outcome(outgoing.inbox_id) is Outcome.REPLIED
    assert await conversations.load(CONVERSATION) == full_conversation()
    assert await conversations.transcript(CONVERSATION) == []
    await database.close()


async def test_killed_after_posting_nothing_is_posted_again(killed_at):
    database = await killed_at("posted")
    assert await SqlOutbox(database).waiting() == []
    (line,) = await SqlConversations(database).transcript(CONVERSATION)
    assert line.reply is not None
    await database.close()


async def test_the_lease_of_a_killed_worker_runs_out(killed_at, url, clock):
    await (await killed_at("leased")).close()
    clock.moment = clock.moment.replace(year=2199)
    database = await open_database(url, clock)
    lease = await SqlConversations(database).lease(CONVERSATION, "next", 60)
    assert lease.token == 2
    await database.close()
