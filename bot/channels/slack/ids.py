"""Names that last: of rooms, of events, and of the place in a room where an answer belongs."""

from dataclasses import dataclass

from typing_extensions import override

CHANNEL = "slack"
_VIEW = "view"


@dataclass(frozen=True, slots=True)
class Spot:
    """A room in Slack: a thread of a channel, or the whole direct message of one person.

    `team` is the installation that sees it, a workspace or an organisation.
    """

    team: str
    channel: str
    thread: str = ""  # of a direct message there is one room, whatever the thread

    @property
    def room_id(self) -> str:
        """The room's id."""
        return "/".join(part for part in (self.team, self.channel, self.thread) if part)

    @classmethod
    def of(cls, room_id: str) -> "Spot":
        """Read a room's id."""
        team, _, rest = room_id.partition("/")
        channel, _, thread = rest.partition("/")
        return cls(team, channel, thread)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes: into a thread, as an answer to a message of it; or into a modal.

    `user` is who is answered.
    """

    thread: str = ""
    message: str = ""
    user: str = ""
    view: str = ""

    @override
    def __str__(self) -> str:
        """Write it down for `Room.address`."""
        if self.view:
            return f"{_VIEW}/{self.view}/{self.user}"
        return f"{self.thread}/{self.message}/{self.user}"

    @classmethod
    def of(cls, text: str) -> "Address":
        """Read what was written down; what is missing stays empty."""
        first, second, user = (*text.split("/"), "", "", "")[:3]
        if first == _VIEW:
            return cls(view=second, user=user)
        return cls(thread=first, message=second, user=user)


def message_key(team: str, channel: str, ts: str) -> str:
    """Name a message for ever, whichever events announce it."""
    return f"{CHANNEL}:{team}/{channel}/{ts}"


def revision_key(key: str, edited: str) -> str:
    """Name an edit of a message."""
    return f"{key}:{edited}"


def person_id(user: str) -> str:
    """Name a person as `groundwork people` does."""
    return f"{CHANNEL}:{user}"


def user_of(person: str) -> str:
    """Give Slack's own id of a person."""
    return person.removeprefix(f"{CHANNEL}:")


def private_room_id(team: str, user: str) -> str:
    """Name the room of a person who cannot be sent direct messages: a modal of their own."""
    return Spot(team, f"@{user}").room_id
