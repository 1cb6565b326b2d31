"""A moment on the command line: a date, or so many days back."""

import re
from datetime import UTC, datetime, timedelta

import typer

_DAYS = re.compile(r"(\d{1,5})d", re.IGNORECASE)


def since(text: str, now: datetime) -> datetime:
    """Give the moment that `2026-03-01` or `30d` means.

    Raises:
        BadParameter: it is neither.
    """
    if days := _DAYS.fullmatch(text.strip()):
        return now - timedelta(days=int(days[1]))
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        what = f"'{text}' is neither a date nor a number of days."
        raise typer.BadParameter(f"{what} Write 2026-03-01 or 30d.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
