"""When four working hours have passed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.working_hours import working_hours

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = working_hours("mon-fri 9:00-17:00", BERLIN)


def berlin(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-27 10:00", "2026-11-27 14:00"),  # within a day
        ("2026-11-27 13:00", "2026-11-27 17:00"),  # to its end
        ("2026-11-27 15:00", "2026-11-30 11:00"),  # over a weekend
        ("2026-11-26 22:00", "2026-11-27 13:00"),  # in the evening
        ("2026-11-27 06:00", "2026-11-27 13:00"),  # in the morning
        ("2026-11-28 12:00", "2026-11-30 13:00"),  # on a Saturday
    ],
)
def test_only_working_time_counts(asked, due):
    assert HOURS.after(berlin(asked), 4) == berlin(due)


def test_more_hours_than_a_day_has_run_over_several():
    assert HOURS.after(berlin("2026-11-26 09:00"), 20) == berlin("2026-11-30 13:00")


def test_the_hours_are_those_of_the_zone_not_of_whoever_asks():
    """It is seven in the evening in Auckland, and eight in the morning in Berlin."""
    asked = datetime(2026, 11, 27, 20, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert HOURS.after(asked, 4) == berlin("2026-11-27 13:00")


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_was():
    every_day = working_hours("mon-sun 0:00-5:00", BERLIN)
    night = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # midnight before the hour that comes twice
    assert every_day.after(night, 6) == night + timedelta(hours=6)


@given(
    st.integers(0, 365 * 24 * 60).map(
        lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    ),
    st.floats(0.1, 30),
)
def test_it_is_always_later_and_always_within_working_hours(asked, hours):
    due = HOURS.after(asked, hours).astimezone(BERLIN)
    assert due - asked >= timedelta(hours=hours) - timedelta(microseconds=1)
    assert due.weekday() < 5
    assert 9 <= due.hour < 17 or (due.hour, due.minute, due.second) == (17, 0, 0)


@pytest.mark.parametrize("written", ["", "9-17", "mon-fri", "mon-fri 17-9", "mon-fri 9-25"])
def test_what_cannot_be_read_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        working_hours(written, UTC)


def test_days_may_run_over_the_weekend_or_be_one():
    assert working_hours("Sun - Thu 8-16", UTC).days == {6, 0, 1, 2, 3}
    assert working_hours("sat 10-12:30", UTC).days == {5}
