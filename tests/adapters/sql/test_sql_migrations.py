"""Migrations: from nothing to the tables of the schema, all or nothing, and quick when done."""

import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.adapters.sql.alembic_upgrade import settings
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.migrate import HEAD, upgrade, version_of
from bot.adapters.sql.schema import metadata
from bot.domain.errors import SetupError


@pytest.fixture
async def fresh(url):
    """A database that went through every migration."""
    opened = await open_database(url)
    yield opened
    await opened.close()


async def test_the_migrations_make_exactly_the_tables_of_the_schema(fresh):
    def differences(connection):
        return compare_metadata(MigrationContext.configure(connection), metadata)

    assert await fresh.read(differences) == []


async def test_the_migrations_make_the_partial_indexes_partial(fresh):
    """Alembic does not compare the condition of an index."""

    def conditions(connection):
        found = {}
        for table in ("inbox", "outbox", "timers"):
            for index in inspect(connection).get_indexes(table):
                options = {k.partition("_")[2]: v for k, v in index["dialect_options"].items()}
                found[index["name"]] = str(options.get("where", ""))
        return found

    found = await fresh.read(conditions)
    assert "outcome IS NULL" in found["ix_inbox_pending"]
    assert "posted" in found["ix_outbox_waiting"]
    assert "fired_at IS NULL" in found["ix_timers_due"]


async def test_the_head_that_the_code_names_is_the_newest_migration(fresh):
    def head(connection):
        return ScriptDirectory.from_config(settings(connection)).get_current_head()

    assert await fresh.read(head) == HEAD
    assert await fresh.read(version_of) == HEAD


async def test_a_database_that_is_up_to_date_is_opened_without_alembic(fresh):
    """Checking takes a few milliseconds; the limit leaves room for a busy machine."""
    await upgrade(fresh)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        await upgrade(fresh)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.03


async def test_a_database_of_a_newer_version_is_left_alone(fresh, url):
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await fresh.write(lambda connection: connection.execute(newer).rowcount)
    with pytest.raises(SetupError, match="A newer version of Groundwork wrote this database"):
        await open_database(url)
    assert await fresh.read(version_of) == "9999"


async def test_a_migration_that_fails_leaves_nothing_half_done(fresh, url):
    """The last table is in the way: those before it must not stay behind."""

    def only_library_is_left(connection):
        others = [table for table in metadata.sorted_tables if table.name != "library"]
        metadata.drop_all(connection, tables=others)
        connection.execute(text("DROP TABLE alembic_version"))

    await fresh.write(only_library_is_left)
    with pytest.raises(SetupError, match="cannot be opened"):
        await open_database(url)
    names = await fresh.read(lambda connection: inspect(connection).get_table_names())
    assert names == ["library"]
