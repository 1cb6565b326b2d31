"""Looking over a database: whether it is whole, how much it holds, what waits in it."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, inspect, select

from bot.adapters.sql.migrate import HEAD, version_of
from bot.adapters.sql.schema import inbox, metadata, not_posted, outbox


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What was found. `troubles` is empty where all is well."""

    version: str
    needed: str = HEAD
    rows: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0
    unposted: int = 0
    posted_again: int = 0
    troubles: tuple[str, ...] = ()


def look_over(connection: Connection) -> LookedOver:
    """Look over a database, and change nothing."""
    version = version_of(connection) or "none"
    troubles = _broken(connection)
    there = set(inspect(connection).get_table_names())
    tables = [table for table in metadata.sorted_tables if table.name in there]
    rows = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
    if version != HEAD:
        advice = (
            f"its tables are of version {version}, and {HEAD} is needed: groundwork db upgrade"
        )
        return LookedOver(version, rows=rows, troubles=(*troubles, advice))
    again = select(func.coalesce(func.sum(outbox.c.attempts - 1), 0)).where(outbox.c.attempts > 1)
    unanswered = select(func.count()).select_from(inbox).where(inbox.c.outcome.is_(None))
    return LookedOver(
        version,
        rows=rows,
        unanswered=connection.scalar(unanswered) or 0,
        unposted=connection.scalar(select(func.count()).where(not_posted)) or 0,
        posted_again=int(connection.scalar(again) or 0),
        troubles=troubles,
    )


def _broken(connection: Connection) -> tuple[str, ...]:
    """A file may be damaged; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return ()
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    refers = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    damaged = [f"the file is damaged: {line}" for line in found if line != "ok"]
    astray = [f"{len(refers)} rows refer to what is not there"] if refers else []
    return (*damaged, *astray)
