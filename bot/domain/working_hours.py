"""Working hours: when people can be expected to answer. The zone is handed over; no clock here."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "|".join(_DAYS)
_TIME = r"(\d{1,2})(?::(\d{2}))?"
_WRITTEN = re.compile(
    rf"\s*(?P<first>{_DAY})(?:\s*-\s*(?P<last>{_DAY}))?\s+{_TIME}\s*-\s*{_TIME}\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The same hours on some days of the week (Monday is 0), in one time zone."""

    days: frozenset[int]
    begin: time
    end: time
    zone: tzinfo = UTC

    def hold(self, moment: datetime) -> bool:
        """Say whether a moment lies within them."""
        there = moment.astimezone(self.zone)
        return there.weekday() in self.days and self.begin <= there.time() < self.end

    def after(self, start: datetime, hours: float) -> datetime:
        """Give the moment at which so many working hours have passed since `start`.

        Hours are counted in real time, so a day on which clocks change is as long as it was.
        """
        left = timedelta(hours=hours)
        day = start.astimezone(self.zone).date()
        while True:
            if day.weekday() in self.days:
                opens = datetime.combine(day, self.begin, self.zone).astimezone(UTC)
                closes = datetime.combine(day, self.end, self.zone).astimezone(UTC)
                begun = max(opens, start.astimezone(UTC))
                if begun + left <= closes:
                    return begun + left
                left -= max(closes - begun, timedelta())
            day += timedelta(days=1)


def working_hours(written: str, zone: tzinfo) -> WorkingHours:
    """Read working hours as people write them: `mon-fri 9:00-17:00`.

    Raises:
        ValueError: it is not written so, or no time is left in it.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError("write working hours as mon-fri 9:00-17:00")
    first, last, *clock = found.groups()
    begin, end = _time(*clock[:2]), _time(*clock[2:])
    if begin >= end:
        raise ValueError("working hours have to end after they begin")
    a, b = _DAYS.index(first.lower()), _DAYS.index((last or first).lower())
    days = frozenset((a + n) % 7 for n in range((b - a) % 7 + 1))
    return WorkingHours(days, begin, end, zone)


def _time(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))
