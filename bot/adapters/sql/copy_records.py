"""Copying all records from one database to another, and proof that nothing was lost."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    RowMapping,
    Select,
    Table,
    delete,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.adapters.sql.async_engine import with_driver
from bot.adapters.sql.schema import inbox, metadata
from bot.domain.errors import SetupError

_AT_ONCE = 500  # rows
_BEGUN_WITH = frozenset({"library", "audit_head"})  # have a row as soon as they are there
_BESIDE = "slack_"  # tables that Slack's own library makes


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that was copied: its rows, and the same proof of what they hold on both sides."""

    table: str
    rows: int
    proof: str


async def copy_records(source: str, target: str) -> Sequence[Copied]:
    """Copy all records between two databases whose tables are up to date; all or nothing.

    Raises:
        SetupError: there are records in the target, or what arrived is not what was sent.
    """
    async with _reading(source) as old, _writing(target) as new:
        if filled := await new.run_sync(_filled):
            raise SetupError(
                f"There are records in the database to copy to ({', '.join(filled)}). "
                "Name an empty one; nothing was copied."
            )
        tables = [*metadata.sorted_tables, *await old.run_sync(_beside)]
        await new.run_sync(lambda c: MetaData.create_all(tables[-1].metadata, c))
        return [await _copied(table, old, new) for table in tables]


@asynccontextmanager
async def _reading(address: str) -> AsyncIterator[AsyncConnection]:
    """Give a connection that sees one moment, whoever writes meanwhile."""
    engine = create_async_engine(with_driver(address), json_deserializer=_text)
    try:
        async with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                await connection.exec_driver_sql(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
            yield connection
            await connection.rollback()
    finally:
        await engine.dispose()


@asynccontextmanager
async def _writing(address: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(
        with_driver(address), json_serializer=str, json_deserializer=_text
    )
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


def _filled(connection: Connection) -> list[str]:
    tables = [table for table in metadata.sorted_tables if table.name not in _BEGUN_WITH]
    return [t.name for t in tables if connection.execute(select(t).limit(1)).first() is not None]


def _beside(connection: Connection) -> list[Table]:
    names = [n for n in inspect(connection).get_table_names() if n.startswith(_BESIDE)]
    others = MetaData()
    others.reflect(connection, only=names)
    for column in (column for table in others.tables.values() for column in table.columns):
        column.server_default = None  # numbers come in a way of each database's own
    return others.sorted_tables


async def _copied(table: Table, old: AsyncConnection, new: AsyncConnection) -> Copied:
    await new.execute(delete(table)) if table.name in _BEGUN_WITH else None
    sent = hashlib.sha256()
    count = 0
    async with old.stream(_in_order(table)) as rows:
        async for some in rows.mappings().partitions(_AT_ONCE):
            await new.execute(table.insert(), [dict(row) for row in some])
            count += len(some)
            _take_in(sent, some)
    await _number_on(table, new)
    arrived, there = await _proof(table, new)
    if (arrived, there) != (count, sent.hexdigest()):
        raise SetupError(f"Table {table.name} did not arrive as it was sent; nothing was copied.")
    return Copied(table.name, count, there[:12])


def _in_order(table: Table) -> Select[*tuple[object, ...]]:
    """Those that others refer to come first, then by key."""
    first = [inbox.c.merged_into.is_not(None)] if table is inbox else []
    return select(table).order_by(*first, *table.primary_key.columns)


def _take_in(proof: "hashlib._Hash", rows: Sequence[RowMapping]) -> None:
    for row in rows:
        proof.update(json.dumps(list(row.values()), default=_written).encode())


def _written(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


async def _proof(table: Table, connection: AsyncConnection) -> tuple[int, str]:
    proof, count = hashlib.sha256(), 0
    async with connection.stream(_in_order(table)) as rows:
        async for some in rows.mappings().partitions(_AT_ONCE):
            count += len(some)
            _take_in(proof, some)
    return count, proof.hexdigest()


async def _number_on(table: Table, connection: AsyncConnection) -> None:
    """Have a server number new rows from the highest number on."""
    key = table.primary_key.columns.values()
    if connection.dialect.name != "postgresql" or not _numbered(key):
        return
    highest = await connection.scalar(select(func.max(key[0])))
    if highest is not None:
        numbered = "SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"
        where = {"table": table.name, "column": key[0].name, "highest": highest}
        await connection.execute(text(numbered), where)


def _numbered(key: Sequence[Column[object]]) -> bool:
    numbered = len(key) == 1 and isinstance(key[0].type, Integer)
    return numbered and key[0].table not in [metadata.tables[name] for name in _BEGUN_WITH]


def _text(stored: str | bytes) -> str:
    return stored.decode() if isinstance(stored, bytes) else stored
