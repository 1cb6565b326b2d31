"""What language models were used for and what that cost, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from typing_extensions import override

from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import model_calls
from bot.ports.model import Spent, Summed, Usage, Use

_calls = model_calls.c
_TOKENS = func.coalesce(func.sum(_calls.input_tokens + _calls.output_tokens), 0)
_KINDS = (_calls.account, _calls.prompt, _calls.outcome)
_SUMS = (
    func.count(),
    _TOKENS,
    func.coalesce(func.sum(_calls.cost), 0.0),
    func.coalesce(func.sum(_calls.ms), 0.0),
)


class SqlUsage(Usage):
    """Calls on record. They are written when they are over, whatever becomes of their turn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def note(self, use: Use) -> None:
        """Put a call on record."""
        row = asdict(use) | {"purpose": use.purpose.value}
        await self._database.write(partial(_add, row=row))

    @override
    async def spent(self, account: str, since: datetime) -> Spent:
        """Give what an account has used since a moment."""
        query = select(*_SUMS).where(_calls.account == account, _calls.at >= since)
        return _spent(
            await self._database.read(lambda connection: connection.execute(query).one())
        )

    @override
    async def sums(self, since: datetime) -> Sequence[Summed]:
        """Give what was used since a moment, by account, prompt and outcome."""
        query = select(*_SUMS, *_KINDS).where(_calls.at >= since).group_by(*_KINDS)
        found = await self._database.read(lambda connection: connection.execute(query).all())
        summed = [Summed(row.account, row.prompt, row.outcome, _spent(row)) for row in found]
        return sorted(summed, key=lambda s: (s.account, s.prompt, s.outcome))


def _add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(model_calls), row)


def _spent(row: Row[*tuple[Any, ...]]) -> Spent:
    return Spent(int(row[0]), int(row[1]), float(row[2]), float(row[3]))
