"""Days that people name, told from numbers that are none."""

from datetime import UTC, datetime

import pytest

from bot.adapters.language.moments import moment_in

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ask me again in three weeks", (3, 25)),
        ("come back to me on 2 April please", (4, 2)),
        ("remind me on 15.05.2026", (5, 15)),
        ("ask me in three weeks, the boss wants a 30% cut by then", (3, 25)),
    ],
)
def test_a_day_is_found(text, day):
    found = moment_in(text, NOW)
    assert (found.month, found.day, found.hour) == (*day, 9)


@pytest.mark.parametrize("text", ["we lose 30% of them", "we are 140 now", "ask me some time"])
def test_numbers_alone_are_no_day(text):
    assert moment_in(text, NOW) is None
