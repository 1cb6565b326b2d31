"""Gaps in SQL: reading the open ones and closing them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, select, update
from typing_extensions import override

from bot.adapters.sql.codec import decode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import gaps
from bot.domain.audience import Audience, Role
from bot.domain.gaps import Closing, Gap
from bot.ports.gaps import Gaps

_AT_ONCE = 500  # ids in one statement; databases bound how many it may have


class SqlGaps(Gaps):
    """The gaps on record; they are written by `gap_record`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def open(self, since: datetime | None = None) -> Sequence[Gap]:
        """Give the gaps that nobody has closed, oldest first."""
        return await self._database.read(partial(_open, since=since))

    @override
    async def close(self, gap_ids: Sequence[int], closing: Closing) -> int:
        """Close gaps in one transaction and give how many were open until now."""
        return await self._database.write(partial(_close, gap_ids=gap_ids, closing=closing))


def _open(connection: Connection, since: datetime | None) -> Sequence[Gap]:
    query = select(gaps).where(gaps.c.closed_at.is_(None)).order_by(gaps.c.id)
    if since is not None:
        query = query.where(gaps.c.at >= since)
    return [_gap(row) for row in connection.execute(query)]


def _gap(row: Row[*tuple[Any, ...]]) -> Gap:
    return Gap(
        at=row.at,
        role=Role(row.role),
        audience=Audience(row.audience),
        account=row.account,
        conversation_id=row.conversation_id,
        words=row.words,
        language=row.language,
        nearest=row.nearest,
        score=row.score,
        set_aside=frozenset(decode(list[str], row.set_aside, f"gap {row.id}")),
        id=row.id,
    )


def _close(connection: Connection, gap_ids: Sequence[int], closing: Closing) -> int:
    new = {"closed_at": closing.at, "closed_by": closing.story_id, "closed_why": closing.why}
    closed = 0
    for start in range(0, len(gap_ids), _AT_ONCE):
        some = gap_ids[start : start + _AT_ONCE]
        change = update(gaps).where(gaps.c.id.in_(some), gaps.c.closed_at.is_(None)).values(new)
        closed += connection.execute(change).rowcount
    return closed
