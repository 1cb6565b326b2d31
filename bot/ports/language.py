"""Hearing and wording, and the model of meaning below them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.domain.conversation import Conversation
from bot.domain.draft import Draft
from bot.domain.events import Message
from bot.domain.heard import Heard
from bot.domain.moves import Fact, Move, View
from bot.domain.prose import Prose
from bot.domain.review.parts import Judgement
from bot.domain.structuring import Structure

Vectors = npt.NDArray[np.float32]
Span = tuple[int, int]  # from and to, in characters


class Embedder(Protocol):
    """Turns text into unit vectors, so that near in meaning is near in space."""

    @property
    def name(self) -> str:
        """The model's name, part of every cache's key."""
        ...

    @property
    def dimension(self) -> int:
        """How long a vector is."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector for each text, shape (len(texts), dimension)."""
        ...

    def embed_together(self, texts: Sequence[str]) -> Vectors:
        """Give the same, made for a few short texts that are wanted at once."""
        ...


class SpanEncoder(Protocol):
    """Reads a text as a whole, and says what its pieces mean there."""

    def encode_spans(self, text: str, spans: Sequence[Span]) -> Vectors:
        """Give a unit vector for each span of a text, shape (spans, dimension)."""
        ...


class Listener(Protocol):
    """Hears what a message says."""

    async def listen(self, message: Message, conversation: Conversation) -> Heard:
        """Give intents, entries (exact spans) and cues; pending question and brief are known."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What wording has to keep to. `tellable`: may a story's sentence be told here now."""

    limit: int  # characters
    seed: int  # varies the wording, the same for the same turn
    tellable: Callable[[str], bool]


class Speaker(Protocol):
    """Words a move."""

    async def speak(self, move: Move, limits: Limits) -> Draft:
        """Word a move within the limits, drawing on nothing but the move."""
        ...


class Likeness(Protocol):
    """Tells how near a sentence is in meaning to the nearest of some others."""

    def __call__(self, sentence: str, others: Sequence[str]) -> float:
        """Give the highest cosine, from -1 to 1; 0 where there are no others."""
        ...


class ProductTalk(Protocol):
    """Tells talk in favour of the vendor's offer from other sentences."""

    def scores(self, sentences: Sequence[str]) -> Sequence[float]:
        """Give a score from 0 to 1 for each sentence; 0.5 and above is product talk."""
        ...


class Structurer(Protocol):
    """Sorts the prose of stories that nobody has sorted."""

    def structure(self, proses: Sequence[Prose]) -> Sequence[Structure]:
        """Give a guess and a product score for each sentence, and the outcome of each story.

        A sentence that stands in a facet keeps it as its guess.
        """
        ...


class StoryJudge(Protocol):
    """Tells what a text lacks to be a story, and a story from a brochure."""

    def judge(self, text: str) -> Judgement:
        """Say what lacks; cheap enough to be asked of each file that is loaded."""
        ...


class PlainAnswers(Protocol):
    """The owner's facts sheet and points of view."""

    def learn(self) -> None:
        """Take in both now, so that the first to ask need not wait for it."""
        ...

    def answer(self, question: str) -> Fact | None:
        """Give the fact that answers a question, None where none does."""
        ...

    def view(self, about: str) -> View | None:
        """Give the point of view that bears on this, None where none does."""
        ...
