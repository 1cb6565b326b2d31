"""The audit in SQL: read and checked here, written by `audit_chain`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update
from typing_extensions import override

from bot.adapters.sql.audit_chain import take_in
from bot.adapters.sql.audit_names import ACCOUNT, PERSON, ROOM, name_of
from bot.adapters.sql.codec import UnreadableRowError, decode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import audit, audit_head, audit_lines
from bot.domain.audit import Anchor, Chained, Check, Verdict
from bot.ports.audit import Audit, AuditFilter

_AT_ONCE = 1000


class SqlAudit(Audit):
    """The chain on record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def lines(self, wanted: AuditFilter) -> Sequence[Chained]:
        """Give the newest lines that fit, oldest first."""
        secret = self._database.secret
        return await self._database.read(partial(_lines, secret=secret, wanted=wanted))

    @override
    async def head(self) -> Anchor:
        """Give how far the chain has come; that far, no power cut takes it back any more."""
        return await self._database.write(_settled)

    @override
    async def verify(self, anchors: Sequence[Anchor]) -> Verdict:
        """Look at every line, and at what was noted of the chain elsewhere."""
        secret = self._database.secret
        return await self._database.read(partial(_verify, secret=secret, anchors=anchors))

    async def take_in(self) -> int:
        """Move lines that an earlier version wrote into the chain; gives how many there were."""
        if await self._database.read(lambda c: c.scalar(select(audit.c.id).limit(1))) is None:
            return 0
        return await self._database.write(partial(take_in, secret=self._database.secret))


def _lines(connection: Connection, secret: bytes, wanted: AuditFilter) -> Sequence[Chained]:
    names: dict[str, str] = {}
    for kind, subject in ((PERSON, wanted.person), (ROOM, wanted.room), (ACCOUNT, wanted.account)):
        if subject:
            # a name that is on record already may be asked for by itself
            names[kind] = name_of(connection, secret, kind, subject) or subject
    query = select(audit_lines)
    if wanted.kind:
        query = query.where(audit_lines.c.kind == wanted.kind)
    if wanted.since:
        query = query.where(audit_lines.c.at >= wanted.since)
    lines = map(_chained, _newest_first(connection, query))
    fitting = (line for line in lines if _fits(line.ids, names, wanted.story))
    return list(islice(fitting, wanted.most))[::-1]


def _fits(ids: Mapping[str, str], names: Mapping[str, str], story: str) -> bool:
    stories = [shown.partition("@")[0] for shown in ids.get("story", "").split(",")]
    return set(names.values()) <= set(ids.values()) and (not story or story in stories)


def _settled(connection: Connection) -> Anchor:
    """Writing makes durable what was written before."""
    connection.execute(update(audit_head).values(n=audit_head.c.n))
    return _head(connection)


def _head(connection: Connection) -> Anchor:
    row = connection.execute(select(audit_head.c.n, audit_head.c.seal)).one()
    return Anchor(row.n, row.seal)


def _verify(connection: Connection, secret: bytes, anchors: Sequence[Anchor]) -> Verdict:
    """What is added meanwhile is none of this: the last line is read before the head."""
    last = connection.scalar(select(func.max(audit_lines.c.n))) or 0
    head = _head(connection)
    verdict = Check(secret, head, anchors)(_up_to(connection, head.n))
    if not verdict.fault and last > head.n:
        return Verdict(verdict.head, f"There are lines up to {last}, the head is at {head.n}.")
    return verdict


def _up_to(connection: Connection, last: int) -> Iterator[Chained]:
    n = audit_lines.c.n
    done = 0
    while rows := connection.execute(
        select(audit_lines).where(n > done, n <= last).order_by(n).limit(_AT_ONCE)
    ).all():
        for row in rows:
            yield _readable(row)
        done = rows[-1].n


def _newest_first(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    n = audit_lines.c.n
    paged = query.order_by(n.desc()).limit(_AT_ONCE)
    rows = connection.execute(paged).all()
    while rows:
        yield from rows
        rows = connection.execute(paged.where(n < rows[-1].n)).all()


def _readable(row: Row[Any]) -> Chained:
    try:
        return _chained(row)
    except UnreadableRowError:  # it was changed: no seal fits what it says now
        return Chained(row.n, row.at, row.kind, {}, "")


def _chained(row: Row[Any]) -> Chained:
    ids = decode(dict[str, str], row.ids, f"audit line {row.n}")
    return Chained(row.n, row.at, row.kind, ids, row.seal)
