"""Days that people name: "in three weeks", "next Monday"."""

import re
from datetime import datetime

from dateparser.search import search_dates

MORNING = 9  # hour, in UTC
_SHARE = re.compile(r"\d[\d.,]*\s*(?:%|percent\b)", re.IGNORECASE)
# A bare number is a count more often than the day of a month, and "we" is no Wednesday.
_NAMES_A_DAY = re.compile(r"[a-z]{3}|\d[./-]\d", re.IGNORECASE)


def moment_in(text: str, now: datetime) -> datetime | None:
    """Give the last future day that a text names, at nine in the morning, or None."""
    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = search_dates(_SHARE.sub("", text), languages=["en"], settings=settings) or []
    days = [day.replace(tzinfo=now.tzinfo) for words, day in found if _NAMES_A_DAY.search(words)]
    future = [day for day in days if day.date() > now.date()]
    if not future:
        return None
    return future[-1].replace(hour=MORNING, minute=0, second=0, microsecond=0)
