"""Moving between databases: nothing is lost, and what is there is never written over."""

import shutil

import pytest
from sqlalchemy import text

from bot.adapters.sql.copy_records import copy_records
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.look_over import look_over
from bot.adapters.sql.migrate import HEAD
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_stories import SqlStories
from bot.domain.errors import SetupError
from bot.ports.library import Change
from tests.adapters.sql.sql_samples import (
    AT,
    CONVERSATION,
    EVERY_EVENT,
    WORDS,
    commit_of,
    full_conversation,
    message,
    stored,
)

SLACKS_OWN = (
    "CREATE TABLE slack_bots (id INTEGER PRIMARY KEY, bot_token VARCHAR(200), at TIMESTAMP)",
    "INSERT INTO slack_bots VALUES (7, 'sealed', '2026-11-22 09:30:00')",
)


async def fill(database):
    """Something of everything, and a table that Slack's own library made."""
    inbox, conversations = SqlInbox(database), SqlConversations(database)
    for event in EVERY_EVENT:
        await inbox.accept(event)
    first = await inbox.accept(message("merged", WORDS))
    second = await inbox.accept(message("replied"))
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    await conversations.commit(commit_of(second, merges=(first.inbox_id,)), lease)
    await conversations.release(lease)
    await SqlStories(database).save([stored()], Change(AT, "Jo"))
    for statement in SLACKS_OWN:
        await database.write(lambda c, s=statement: c.execute(text(s)).rowcount)


@pytest.fixture
async def moved(database, url, clock, tables, tmp_path):
    """Records that went from a file to the database under test; the database, and what went."""
    file = tmp_path / "from.db"
    shutil.copy(tables, file)
    source = await open_database(f"sqlite:///{file}", clock)
    await fill(source)
    await source.close()
    return f"sqlite:///{file}", await copy_records(f"sqlite:///{file}", url)


async def test_all_that_was_said_is_there_and_goes_on(moved, inbox, conversations, outbox):
    _, copied = moved
    counts = {c.table: c.rows for c in copied}
    assert counts["inbox"] == len(EVERY_EVENT) + 2
    assert counts["slack_bots"] == counts["stories"] == counts["library"] == 1
    assert await conversations.load(CONVERSATION) == full_conversation()
    assert {p.event for p in await inbox.pending()} >= {EVERY_EVENT[0], EVERY_EVENT[3]}
    [reply] = await outbox.waiting()
    known = {p.inbox_id for p in await inbox.pending()}
    new = await inbox.accept(message("new"))
    assert new.new
    assert new.inbox_id > max(known | {reply.inbox_id})
    assert not (await inbox.accept(message("replied"))).new


async def test_what_holds_records_is_not_written_over(moved, url, database):
    source, _ = moved
    with pytest.raises(SetupError, match="There are records"):
        await copy_records(source, url)
    assert (await database.read(look_over)).rows["inbox"] == len(EVERY_EVENT) + 2


async def test_a_backup_holds_the_same_and_can_be_restored(moved, url, tables, tmp_path):
    """Whatever the database, the backup is one file."""
    _, copied = moved
    file = tmp_path / "backup.db"
    shutil.copy(tables, file)
    backup = await copy_records(url, f"sqlite:///{file}")
    assert [c.rows for c in backup] == [c.rows for c in copied]
    again = tmp_path / "again.db"
    shutil.copy(tables, again)
    assert await copy_records(f"sqlite:///{file}", f"sqlite:///{again}") == backup


async def test_looking_over_says_what_waits_and_what_is_amiss(moved, database):
    found = await database.read(look_over)
    assert (found.version, found.troubles) == (HEAD, ())
    assert (found.unanswered, found.unposted, found.posted_again) == (len(EVERY_EVENT), 1, 0)
    old = "UPDATE alembic_version SET version_num = '0001'"
    await database.write(lambda c: c.execute(text(old)).rowcount)
    assert "groundwork db upgrade" in (await database.read(look_over)).troubles[0]


async def test_a_reply_that_was_posted_is_posted_no_more(moved, database):
    outbox = SqlOutbox(database)
    [reply] = await outbox.waiting()
    await outbox.mark_posted(reply.id, "ts")
    assert (await database.read(look_over)).unposted == 0
