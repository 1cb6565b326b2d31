"""When the bot speaks: by whom it was asked, in which thread, and who else is talking there."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

CROWD = timedelta(minutes=10)  # two outsiders active within it: on mention only
_THREADS = 5_000  # whose activity is remembered; ids and times, no words
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it was posted, as far as whom it is meant for goes."""

    author: str
    text: str
    direct: bool
    in_thread: bool


def mentioned(text: str) -> frozenset[str]:
    """Give the ids of all who are mentioned."""
    return frozenset(_MENTION.findall(text))


def surely_meant(posted: Posted, bot: str) -> bool:
    """Say whether a message is for the bot whatever else goes on."""
    return posted.direct or bot in mentioned(posted.text)


def names_nobody(posted: Posted) -> bool:
    """Say whether a message calls nobody by name."""
    return not mentioned(posted.text)


@dataclass(frozen=True, slots=True)
class _Seen:
    """When someone wrote last, and whether they are one of ours."""

    at: datetime
    staff: bool


class Activity:
    """Who wrote lately in which thread. Kept in memory: ids and times, no words."""

    def __init__(self) -> None:
        self._threads: OrderedDict[str, dict[str, _Seen]] = OrderedDict()

    def note(self, room_id: str, author: str, at: datetime, *, staff: bool) -> None:
        """Remember that someone wrote in a thread."""
        seen = self._threads.setdefault(room_id, {})
        seen[author] = _Seen(at, staff)
        self._threads.move_to_end(room_id)
        while len(self._threads) > _THREADS:
            self._threads.popitem(last=False)

    def alone(self, room_id: str, author: str, answered: datetime, now: datetime) -> bool:
        """Say whether only this person is talking with the bot.

        Not so with another outsider in the last minutes, nor with one of ours since the bot
        answered: then it waits until it is called.
        """
        others = [s for who, s in self._threads.get(room_id, {}).items() if who != author]
        crowd = any(not s.staff and now - s.at <= CROWD for s in others)
        joined = any(s.staff and s.at > answered for s in others)
        return not (crowd or joined)
