"""Column types and statements that SQLite and PostgreSQL read alike."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from typing_extensions import override

# SQLite numbers rows by itself only where the type is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")

# Holds text that `codec` wrote. JSON and not JSONB: it keeps the order of keys and takes NUL.
Document = JSON(none_as_null=True)

_MISSING = "\N{REPLACEMENT CHARACTER}"


class Words(TypeDecorator[str]):
    """Text of any length from outside, made storable by `storable`."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept in UTC; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone; use datetime.now(UTC)")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def storable(text: str) -> str:
    """Replace what no database takes: NUL, and halves of characters that UTF-8 cannot write."""
    if text.isascii():
        return text.replace("\x00", _MISSING)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", _MISSING)


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an insert that can say what happens where the row is there already.

    Statements of the turn are built once and take their values when they run: to build one costs
    more than to run it.
    """
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
