"""What comes in, from any channel. Every event enters `respond`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.audience import Room, Speaker


class Addressee(StrEnum):
    """Whom a message is meant for."""

    BOT = "bot"
    PERSON = "person"
    ROOM = "room"


class Press(StrEnum):
    """What a button does. Buttons carry opaque ids, never content."""

    READ_STORY = "read_story"
    NOT_LIKE_US = "not_like_us"
    SUGGESTION = "suggestion"
    SHOW_BRIEF = "show_brief"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    PERSON = "person"
    FEEDBACK = "feedback"  # whether a reply helped: the target is yes or no
    ANSWERED = "answered"  # one of the vendor's people wrote where a person was asked for
    UNSAID = "unsaid"  # a message was deleted: the target is its key
    LOOKED_IN = "looked_in"  # one of the vendor's people has seen what is new
    TAKE_BACK = "take_back"  # a reply of ours is wrong: the target is the channel's own id of it
    SHARE = "share"  # a story is to be shown in another room: the target is its opaque id


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events have. `key` names one event for ever, whatever announces it again."""

    key: str
    room: Room
    speaker: Speaker
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Event):
    """Something a person wrote. `revises` is the key of the message that it is an edit of.

    `asked_in` is where it was written, if others read there and its author is answered elsewhere.
    """

    text: str
    to: Addressee = Addressee.BOT
    revises: str = ""
    asked_in: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Event):
    """A button was pressed. `words` are what was written beside it, such as why.

    `there` is another room that it is about, looked up at this moment.
    """

    press: Press
    target: str = ""
    words: str = ""
    there: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Event):
    """A form was sent: the corrected words of one entry."""

    entry_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Event):
    """A story file was handed over."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer(Event):
    """A date that was agreed has come, or another room has news.

    `about` is an id: of a story that is to be shown then, or of what the news is of.
    """

    kind: str
    about: str = ""


InboundEvent = Message | Action | Submission | File | Timer
