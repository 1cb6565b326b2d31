"""A language model beside the built-in listening and wording: it never decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.conversation import Conversation
from bot.domain.draft import Draft
from bot.domain.events import Message
from bot.domain.heard import Heard
from bot.domain.moves import Move


class Purpose(StrEnum):
    """What a model is asked for."""

    LISTEN = "listen"
    SPEAK = "speak"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of the instructions for a model."""

    name: str
    version: str  # as v1
    text: str

    @property
    def version_name(self) -> str:
        """How records of use name it."""
        return f"{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Leave to have a model read one turn: for which account, and until when.

    `by` is a moment on the running clock, in seconds, by which the turn's calls have to be done.
    `key` names the event in the record of use.
    """

    account: str
    key: str
    by: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be worded: the move as the built-in speaker words it, and what it may draw on.

    `amiss` says what was wrong with the first attempt; empty for the first.
    """

    move: Move
    plain: Draft
    limit: int  # characters, without the question
    said: str
    conversation: Conversation
    amiss: tuple[str, ...] = ()


class ModelListener(Protocol):
    """Hears a message with a language model."""

    async def listen(
        self, message: Message, conversation: Conversation, heard: Heard, reading: Reading
    ) -> Heard:
        """Give what was heard in place of `heard`, the built-in hearing; spans stay exact.

        Raises:
            ModelUnavailableError: the model gave nothing that can be used, with the reason.
        """
        ...


class ModelSpeaker(Protocol):
    """Words a move with a language model."""

    async def word(self, wanted: Wanted, reading: Reading) -> str:
        """Give the whole text, complete; nothing of it is checked yet.

        Raises:
            ModelUnavailableError: the model gave nothing that can be used, with the reason.
        """
        ...


@dataclass(frozen=True, slots=True)
class Use:
    """One call to a model, for the record of use: ids and figures, no words."""

    at: datetime
    account: str
    key: str
    purpose: Purpose
    model: str  # provider:name
    prompt: str  # name/version
    outcome: str  # ok, or the reason for which it was of no use
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: float | None = None  # dollars; None where the price is not known
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used since some moment: tokens in and out, dollars where known, time."""

    calls: int = 0
    tokens: int = 0
    cost: float = 0.0
    ms: float = 0.0  # that went by in calls

    def __add__(self, other: "Spent") -> "Spent":
        """Give both together."""
        return Spent(
            self.calls + other.calls,
            self.tokens + other.tokens,
            self.cost + other.cost,
            self.ms + other.ms,
        )


@dataclass(frozen=True, slots=True)
class Summed:
    """What calls of one kind used: of one account, by one prompt, with one outcome."""

    account: str
    prompt: str
    outcome: str
    spent: Spent


class Usage(Protocol):
    """The record of calls to models."""

    async def note(self, use: Use) -> None:
        """Put a call on record."""
        ...

    async def spent(self, account: str, since: datetime) -> Spent:
        """Give what an account has used since a moment."""
        ...

    async def sums(self, since: datetime) -> Sequence[Summed]:
        """Give what was used since a moment, by account, prompt and outcome."""
        ...


class Refusals(Protocol):
    """Who does not want a model to read along: accounts, and conversations that have none."""

    async def refused(self, *who: str) -> bool:
        """Say whether any of these, by the name of an account or the id, refuses it."""
        ...

    async def refuse(self, who: str, at: datetime, by: str) -> None:
        """Put on record that it is refused."""
        ...

    async def allow(self, who: str) -> bool:
        """Take a refusal back; False where there was none."""
        ...

    async def all(self) -> Sequence[str]:
        """Give who refuses it."""
        ...
