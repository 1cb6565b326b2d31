"""Whether one person is alone with the bot: nobody of ours joined, no other buyer is about."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.writers import Wrote, alone

ANSWERED = datetime(2026, 11, 2, 9, tzinfo=UTC)
NOW = ANSWERED + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("staff", "minutes", "expected"),
    [
        (False, 25, False),  # another buyer wrote five minutes ago
        (False, 20, False),  # just within the ten
        (False, 19, True),
        (False, -60, True),
        (True, 1, False),  # one of ours joined after the answer, however long ago
        (True, 29, False),
        (True, 0, True),
        (True, -5, True),  # they wrote before; the bot was called nevertheless
    ],
)
def test_another_who_wrote(staff, minutes, expected):
    other = Wrote("slack:U2", ANSWERED + timedelta(minutes=minutes), staff)
    assert alone([other], ANSWERED, NOW) is expected


def test_nobody_else():
    assert alone([], ANSWERED, NOW)
