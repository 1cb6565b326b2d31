"""Who wrote last in a room: one row a person, for every process."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.sql.sql_writers import SqlWriters
from bot.domain.writers import Wrote

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(minutes=3)


@pytest.fixture
def writers(database):
    return SqlWriters(database)


async def test_the_others_are_given_each_as_they_wrote_last(writers):
    await writers.note("slack:C1", Wrote("slack:U1", AT, staff=False))
    await writers.note("slack:C1", Wrote("slack:U2", AT, staff=False))
    await writers.note("slack:C1", Wrote("slack:U2", LATER, staff=True))
    await writers.note("slack:C2", Wrote("slack:U3", AT, staff=False))
    assert await writers.others("slack:C1", "slack:U1") == [Wrote("slack:U2", LATER, staff=True)]
    assert await writers.others("slack:C1", "slack:U9") == [
        Wrote("slack:U1", AT, staff=False),
        Wrote("slack:U2", LATER, staff=True),
    ]
    assert await writers.others("slack:C2", "slack:U3") == []
