"""Which fact answers a question and which view bears on a problem: the nearest in meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from typing_extensions import override

from bot.domain.moves import Fact, View
from bot.domain.text import sentences
from bot.ports.language import Embedder, PlainAnswers, Vectors

ANSWERS = 0.55  # the cosine from which a fact answers a question
BEARS_ON = 0.45  # the cosine from which a view bears on a problem
_LONGEST = 8  # sentences of a message that are looked at

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class _Known(Generic[Kind]):
    """Things with the phrases they are known by, and the phrases' vectors."""

    things: tuple[Kind, ...]
    vectors: Vectors | None

    def nearest(self, asked: Vectors) -> tuple[Kind | None, float]:
        """Give the nearest thing to any of the asked vectors, with its cosine."""
        if self.vectors is None:
            return None, 0.0
        cosines = (self.vectors @ asked.T).max(axis=1)
        best = int(cosines.argmax())
        return self.things[best], float(cosines[best])


class BuiltinPlainAnswers(PlainAnswers):
    """Embeds the owner's phrases once; `kept` remembers their vectors."""

    def __init__(
        self, embedder: Embedder, kept: Embedder, facts: Sequence[Fact], views: Sequence[View]
    ) -> None:
        self._embedder, self._kept = embedder, kept
        self._facts, self._views = tuple(facts), tuple(views)

    @override
    def learn(self) -> None:
        """Embed the phrases of both; else each is done at the first question."""
        _ = self._known_facts, self._known_views

    @cached_property
    def _known_facts(self) -> _Known[Fact]:
        return self._know([(f, p) for f in self._facts for p in (f.question, *f.also_asked)])

    @cached_property
    def _known_views(self) -> _Known[View]:
        return self._know([(v, p) for v in self._views for p in v.about_for])

    @override
    def answer(self, question: str) -> Fact | None:
        """Give the fact that answers a question, None where none does."""
        fact, cosine = self._known_facts.nearest(self._asked(question))
        return fact if cosine >= ANSWERS else None

    @override
    def view(self, about: str) -> View | None:
        """Give the point of view that bears on this, None where none does."""
        view, cosine = self._known_views.nearest(self._asked(about))
        return view if cosine >= BEARS_ON else None

    def _know(self, phrases: Sequence[tuple[Kind, str]]) -> _Known[Kind]:
        vectors = self._kept.embed([phrase for _, phrase in phrases]) if phrases else None
        return _Known(tuple(thing for thing, _ in phrases), vectors)

    def _asked(self, text: str) -> Vectors:
        """A question stands at the end of many a message, so each sentence is looked at alone."""
        return self._embedder.embed(sentences(text)[-_LONGEST:] or [""])
