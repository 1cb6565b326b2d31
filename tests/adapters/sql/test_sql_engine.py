"""The database: what it promises about time, disk, order and addresses."""

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.schema import audit
from bot.adapters.sql.schema import inbox as inbox_table
from bot.domain.errors import SetupError
from tests.adapters.sql.crashing_worker import only_open
from tests.adapters.sql.sql_samples import AT, NEW_YORK, WORDS


async def pragma(database, name):
    def work(connection):
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    return await database.write(work)


@pytest.fixture
async def file_database(tmp_path):
    opened = await open_database(f"sqlite:///{tmp_path}/data/records.db")
    yield opened
    await opened.close()


async def test_sqlite_writes_through_to_the_disk_and_checks_references(file_database):
    assert await pragma(file_database, "journal_mode") == "wal"
    assert await pragma(file_database, "synchronous") == 2  # FULL
    assert await pragma(file_database, "foreign_keys") == 1
    assert await pragma(file_database, "busy_timeout") == 10_000


async def test_a_change_that_may_wait_is_not_written_through_at_once(file_database):
    def synchronous(connection):
        return connection.exec_driver_sql("PRAGMA synchronous").scalar()

    assert await file_database.write(synchronous, durable=False) == 1  # NORMAL
    assert await file_database.write(synchronous) == 2


async def test_others_on_the_machine_cannot_read_the_file(file_database, tmp_path):
    assert (tmp_path / "data" / "records.db").stat().st_mode & 0o077 == 0


async def test_moments_come_back_with_their_time_zone(database):
    """SQLite keeps no time zone, so moments are kept in UTC and come back in it."""
    row = {"at": AT.astimezone(NEW_YORK), "kind": "test", "ids": "{}"}
    await database.write(lambda connection: connection.execute(insert(audit), row).rowcount)
    at = await database.read(lambda connection: connection.scalar(select(audit.c.at)))
    assert at == AT
    assert at.utcoffset() == AT.utcoffset()


async def test_a_moment_without_a_time_zone_is_refused(database):
    naive = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 -- that is what is tested
    row = {"at": naive, "kind": "test", "ids": "{}"}
    with pytest.raises(Exception, match="needs a time zone"):
        await database.write(lambda connection: connection.execute(insert(audit), row))


async def test_a_unit_that_fails_is_undone(database):
    def work(connection):
        connection.execute(insert(audit), {"at": AT, "kind": "test", "ids": "{}"})
        raise KeyError(WORDS)

    with pytest.raises(KeyError):
        await database.write(work)
    rows = await database.read(lambda connection: connection.execute(select(audit)).all())
    assert rows == []


async def test_references_are_checked(database):
    row = {
        "key": "k",
        "conversation_id": "slack:nowhere",
        "type": "message",
        "event": "{}",
        "said_at": AT,
        "received_at": AT,
    }
    with pytest.raises(IntegrityError):
        await database.write(lambda connection: connection.execute(insert(inbox_table), row))


async def test_reading_goes_on_while_something_is_written(file_database):
    """A reader sees the moment before; it neither waits nor sees half of a change."""
    loop = asyncio.get_running_loop()
    written, seen = asyncio.Event(), threading.Event()

    def slow(connection):
        connection.execute(insert(audit), {"at": AT, "kind": "test", "ids": "{}"})
        loop.call_soon_threadsafe(written.set)
        assert seen.wait(timeout=10)

    def count(connection):
        return len(connection.execute(select(audit)).all())

    writing = asyncio.create_task(file_database.write(slow))
    await written.wait()
    assert await file_database.read(count) == 0
    seen.set()
    await writing
    assert await file_database.read(count) == 1


async def test_processes_that_start_together_make_the_tables_once(url, processes):
    starts = [processes.Process(target=only_open, args=(url,)) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        await asyncio.to_thread(start.join)
    assert [start.exitcode for start in starts] == [0, 0, 0]


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("", "Write sqlite:///path/to/file.db"),
        ("somewhere", "Write sqlite:///path/to/file.db"),
        ("oracle9://host/name", "Write sqlite:///path/to/file.db"),
        ("sqlite://", "The database needs a file"),
        ("sqlite:///:memory:", "The database needs a file"),
        ("sqlite:////proc/none/records.db", "choose another data folder"),
        ("mssql+aioodbc://host/name", "needs the Python package aioodbc"),
    ],
)
async def test_an_address_that_cannot_be_used_says_what_to_do(address, remedy):
    with pytest.raises(SetupError, match=remedy):
        await open_database(address)


async def test_a_file_that_is_no_database_is_reported_not_overwritten(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, not a database " * 200)
    with pytest.raises(SetupError, match="cannot be opened"):
        await open_database(f"sqlite:///{file}")
    assert file.read_text().startswith("these are my notes")


async def test_a_server_that_does_not_answer_is_reported_without_the_password(
    postgres, unused_tcp_port
):
    address = f"postgresql://me:secret@127.0.0.1:{unused_tcp_port}/name"
    with pytest.raises(SetupError, match="cannot be opened") as caught:
        await open_database(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+pysqlite", "sqlite+aiosqlite"])
async def test_any_name_of_sqlites_driver_will_do(tmp_path, driver):
    await (await open_database(f"{driver}:///{tmp_path}/records.db")).close()
    with sqlite3.connect(tmp_path / "records.db") as connection:
        assert connection.execute("SELECT version FROM library").fetchall() == [(0,)]
    connection.close()


async def test_the_clock_tells_the_present_moment_unless_another_is_given(file_database):
    assert abs(datetime.now(UTC) - file_database.now()).total_seconds() < 5


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id FROM inbox WHERE outcome IS NULL AND conversation_id = ?", "ix_inbox_pending"),
        ("SELECT id FROM outbox WHERE state != 'posted' AND channel = ?", "ix_outbox_waiting"),
        ("SELECT key FROM timers WHERE fired_at IS NULL AND at <= ?", "ix_timers_due"),
    ],
)
async def test_queues_are_looked_up_by_what_is_left_not_by_all_that_was(
    file_database, query, index
):
    def plan(connection):
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("x",)).all()
        return " ".join(step.detail for step in steps)

    assert index in await file_database.read(plan)


async def test_a_closed_database_takes_no_more_work(tmp_path):
    opened = await open_database(f"sqlite:///{tmp_path}/records.db")
    await opened.close()
    with pytest.raises(RuntimeError):
        await opened.read(lambda connection: connection.execute(text("SELECT 1")))
