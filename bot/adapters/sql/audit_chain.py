"""Adding lines to the audit's chain: these statements belong to whatever is put on record."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.adapters.sql.audit_names import named, names_for, subjects_of
from bot.adapters.sql.codec import decode, encode
from bot.adapters.sql.schema import audit, audit_head, audit_lines
from bot.domain.audit import AuditLine, Chained, seal_of

# On a server this row makes those who add lines wait for each other, until each has committed.
_HEAD = select(audit_head.c.n, audit_head.c.seal).where(audit_head.c.id == 1).with_for_update()
_ADD = insert(audit_lines)
_GROWN = update(audit_head).where(audit_head.c.id == 1)


def add_lines(
    connection: Connection, secret: bytes, at: datetime, lines: Sequence[AuditLine]
) -> None:
    """Hang lines on the end of the chain; the last statements of a transaction, as they wait."""
    add_dated(connection, secret, [(at, line) for line in lines])


def add_dated(
    connection: Connection, secret: bytes, lines: Sequence[tuple[datetime, AuditLine]]
) -> None:
    """Hang lines of several moments on the end of the chain."""
    if not lines:
        return
    n, seal = connection.execute(_HEAD).one()
    bare = [(at.astimezone(UTC), line.kind, dict(line.ids)) for at, line in lines]
    names = names_for(connection, secret, {who for _, _, ids in bare for who in subjects_of(ids)})
    rows = []
    for at, kind, ids in bare:
        n += 1
        line = Chained(n, at, kind, named(ids, names))
        seal = seal_of(secret, seal, line)
        stored = encode(dict[str, str], dict(line.ids))
        rows.append({"n": n, "at": at, "kind": kind, "ids": stored, "seal": seal})
    connection.execute(_ADD, rows)
    connection.execute(_GROWN, {"n": n, "seal": seal})


def take_in(connection: Connection, secret: bytes) -> int:
    """Move lines that an earlier version wrote into the chain; gives how many there were."""
    query = select(audit).order_by(audit.c.id)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    old = connection.execute(query).all()
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        lines = [
            (row.at, AuditLine(row.kind, decode(dict[str, str], row.ids, f"audit line {row.id}")))
            for row in some
        ]
        add_dated(connection, secret, lines)
        connection.execute(delete(audit).where(audit.c.id.in_([row.id for row in some])))
    return len(old)
