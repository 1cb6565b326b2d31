"""Workers in processes of their own: one that is killed at a point of its turn, one that opens."""

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.domain.audit import AuditLine
from tests.adapters.sql.sql_samples import CONVERSATION, commit_of, message


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly(Mapping[str, str]):
    """Ids that kill whoever looks at them: the last thing that a commit writes."""

    def __getitem__(self, key: str) -> str:
        raise KeyError(key)

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[str]:
        die()
        return iter(())


async def _work(url, point):
    database = await open_database(url)
    inbox, outbox = SqlInbox(database), SqlOutbox(database)
    conversations = SqlConversations(database)

    def passed(here):
        if here == point:
            die()

    accepted = await inbox.accept(message())
    passed("accepted")
    lease = await conversations.lease(CONVERSATION, "killed", 60)
    passed("leased")
    turn = commit_of(accepted)
    if point == "committing":
        turn = commit_of(accepted, audit=(AuditLine("deadly", Deadly()),))
    outgoing_id = await conversations.commit(turn, lease)
    passed("committed")
    await outbox.mark_posting(outgoing_id, lease)
    passed("posting")
    await outbox.mark_posted(outgoing_id, "receipt")
    passed("posted")


async def _open(url):
    await (await open_database(url)).close()


def work(url, point):
    """Answer one message, and be killed with SIGKILL at a point."""
    asyncio.run(_work(url, point))


def only_open(url):
    """Open the database and close it again."""
    asyncio.run(_open(url))
