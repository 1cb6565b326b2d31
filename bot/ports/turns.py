"""Durable turns: what was acknowledged, what was decided, what is to be posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.audience import Room
from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.events import InboundEvent, Timer
from bot.domain.gaps import Gap
from bot.domain.hand_over import HandOver
from bot.domain.heard import Heard
from bot.domain.reply import Reply
from bot.domain.unsaid import Unsaid
from bot.ports.hand_overs import Link


class Outcome(StrEnum):
    """The one outcome of an acknowledged event."""

    REPLIED = "replied"
    MERGED = "merged"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An event that is safe: it will get exactly one outcome. `new` is False for a redelivery."""

    inbox_id: int
    conversation_id: str
    new: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """An acknowledged event that has no outcome yet.

    `along` are those that were written within seconds of it: one reply may answer them together.
    """

    inbox_id: int
    conversation_id: str
    event: InboundEvent
    along: "tuple[Pending, ...]" = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to answer in one conversation. `token` grows with each taker: a fence."""

    conversation_id: str
    owner: str
    token: int


@dataclass(frozen=True, slots=True)
class TurnCommit:
    """All that one turn changes; saved in one transaction or not at all.

    `conversation` is None where nothing is to be remembered (an insider's turn).
    `reply` is None for a silent outcome. Where there is one, it answers the events of `merges`,
    too: their outcome is that they were merged into this one. `forget_words` takes the words out
    of all gaps of this conversation.
    """

    inbox_id: int
    room: Room
    outcome: Outcome
    at: datetime
    conversation: Conversation | None = None
    reply: Reply | None = None
    heard: Heard = field(default_factory=Heard)
    reason: str = ""
    merges: tuple[int, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)  # prompt name -> version
    timers: tuple[Timer, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    gap: Gap | None = None  # a question that no story fitted
    forget_words: bool = False
    unsaid: Unsaid | None = None  # what its author took back
    hand_over: HandOver | None = None  # a wish for a person as it stands from now on
    link: Link | None = None  # where an account's wishes go from now on
    refuses_model: str = (
        ""  # who no longer wants a language model to read: account or conversation
    )


class PostState(StrEnum):
    """Where a reply is on its way out."""

    READY = "ready"
    POSTING = "posting"  # a post was begun; after a crash a look-up decides
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply to post. `key` is the same at every try, so that a look-up can find it."""

    id: int
    key: str
    inbox_id: int
    room: Room
    reply: Reply
    state: PostState
    at: datetime
    receipt: str = ""
    attempts: int = 0  # times that posting it was begun
    due: bool = True  # False while a try that failed is not to be repeated yet


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript, as the room's readers saw it."""

    at: datetime
    speaker_id: str
    speaker_name: str
    text: str  # what the person wrote; empty for a button
    reply: Reply | None


class Inbox(Protocol):
    """Events that were acknowledged."""

    async def accept(self, event: InboundEvent, hold: float = 0, gather: float = 0) -> Accepted:
        """Store an event durably, once for each key. The conversation is that of its room.

        It is not answered before `hold` seconds have passed, nor is what comes after it there.
        With `gather`, it and those that are held back before it there wait so many seconds for
        more, the first no longer than a burst may last.
        """
        ...

    async def knows(self, key: str) -> bool:
        """Say whether an event with this key was accepted."""
        ...

    async def pending(self, conversation_id: str | None = None) -> Sequence[Pending]:
        """Give the events without an outcome, oldest first, of one conversation or of all.

        Of one conversation: up to the first that is still to be held back.
        """
        ...

    async def outcome(self, inbox_id: int) -> Outcome | None:
        """Give the outcome of an event, None while it has none."""
        ...


class Conversations(Protocol):
    """What is remembered between turns."""

    async def lease(self, conversation_id: str, owner: str, seconds: float) -> Lease | None:
        """Take the right to answer, or None while another holds it."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give the right back; nothing happens if it was lost."""
        ...

    async def load(self, conversation_id: str) -> Conversation:
        """Give a conversation; a new, empty one where none is stored."""
        ...

    async def commit(self, turn: TurnCommit, lease: Lease) -> int | None:
        """Save a turn in one transaction and give the id of its outgoing reply, if it has one.

        Raises:
            LeaseLostError: another worker took over; nothing was saved.
        """
        ...

    async def transcript(self, conversation_id: str) -> Sequence[Line]:
        """Give what was written and answered, oldest first; posted replies only."""
        ...


class Outbox(Protocol):
    """Replies on their way out."""

    async def waiting(self, conversation_id: str | None = None) -> Sequence[Outgoing]:
        """Give what is not posted yet, oldest first, of one conversation or of all."""
        ...

    async def get(self, outgoing_id: int) -> Outgoing | None:
        """Give one outgoing reply."""
        ...

    async def for_event(self, inbox_id: int) -> Outgoing | None:
        """Give the reply to an event, if it has one."""
        ...

    async def posted(self, conversation_id: str) -> Sequence[Outgoing]:
        """Give what was posted last in a conversation, newest first."""
        ...

    async def mark_posting(self, outgoing_id: int, lease: Lease) -> None:
        """Record that a post begins now.

        Raises:
            LeaseLostError: another worker took over; nothing may be posted.
        """
        ...

    async def put_off(self, outgoing_id: int, seconds: float) -> None:
        """Record that a post failed; it is tried again after so many seconds."""
        ...

    async def mark_posted(self, outgoing_id: int, receipt: str) -> None:
        """Record that it was posted, with the channel's own id of it."""
        ...


class Timers(Protocol):
    """Dates that were agreed, kept with the turn that agreed them."""

    async def due(self, now: datetime) -> Sequence[Timer]:
        """Give the timers whose date has come and that have no inbox event yet."""
        ...


class Poster(Protocol):
    """A channel's way to post."""

    async def post(self, outgoing: Outgoing) -> str:
        """Post a reply and give the channel's id of it."""
        ...

    async def tell(self, room: Room, line: str) -> None:
        """Tell a room that an answer takes longer; nothing depends on whether that succeeds."""
        ...

    async def find(self, outgoing: Outgoing) -> str | None:
        """Look up whether this reply was posted already; its channel id, or None."""
        ...

    async def amend(self, outgoing: Outgoing, reply: Reply) -> None:
        """Put another reply in the place of one that was posted; done twice it is the same.

        Where it cannot be changed any more, nothing happens.
        """
        ...


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """Give the present moment, with its time zone."""
        ...
