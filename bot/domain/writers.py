"""Who wrote in a room lately, and whether someone is alone with the bot there: ids and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

CROWD = timedelta(minutes=10)  # two outsiders active within it: on mention only


@dataclass(frozen=True, slots=True)
class Wrote:
    """When someone wrote last, and whether they are one of the vendor's people."""

    who: str
    at: datetime
    staff: bool


def alone(others: Iterable[Wrote], answered: datetime, now: datetime) -> bool:
    """Say whether only one person is talking with the bot, given who else wrote there.

    Not so with another outsider in the last minutes, nor with one of the vendor's people since the
    bot answered: then it waits until it is called.
    """
    for other in others:
        if other.staff and other.at > answered:
            return False
        if not other.staff and now - other.at <= CROWD:
            return False
    return True
