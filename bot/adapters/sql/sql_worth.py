"""What conversations were worth to buyers, counted from the record."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection, func, select

from bot.adapters.sql.codec import decode
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import audit_lines, timers
from bot.domain.worth import NO, YES
from bot.ports.worth import WorthFigures

_ASKED, _ANSWERED = "worth_asked", "worth_answered"


class SqlWorth:
    """Counts answers that were put on record without words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def figures(self, since: datetime, now: datetime) -> WorthFigures:
        """Count the conversations that came to rest, who was asked, and what they said."""
        return await self._database.read(partial(_figures, since=since, now=now))


def _figures(connection: Connection, since: datetime, now: datetime) -> WorthFigures:
    rested = select(func.count(timers.c.conversation_id.distinct())).where(
        timers.c.key.startswith("worth:", autoescape=True),
        timers.c.at >= since,
        timers.c.at <= now,
    )
    lines = select(audit_lines.c.kind, audit_lines.c.ids, audit_lines.c.n).where(
        audit_lines.c.kind.in_([_ASKED, _ANSWERED]), audit_lines.c.at >= since
    )
    asked, answers = 0, []
    for row in connection.execute(lines):
        if row.kind == _ASKED:
            asked += 1
        else:
            answers.append(decode(dict[str, str], row.ids, f"audit line {row.n}").get("answer"))
    return WorthFigures(
        connection.scalar(rested) or 0, asked, answers.count(YES), answers.count(NO)
    )
