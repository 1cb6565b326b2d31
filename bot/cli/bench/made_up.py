"""Made-up stories in any number: real words at random, and random vectors for them."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
from typing_extensions import override

from bot.domain.audience import Visibility
from bot.domain.passages import Passage
from bot.domain.story import Facet
from bot.ports.language import Embedder, Vectors

PASSAGES_A_STORY, SENTENCES_A_PASSAGE, WORDS_A_SENTENCE = 10, 6, 18


class MadeUpEmbedder(Embedder):
    """Embeds questions with a real model, and everything else at random, which takes no time."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self._random = np.random.default_rng(7)

    @property
    @override
    def name(self) -> str:
        """The real model's name."""
        return self._real.name

    @property
    @override
    def dimension(self) -> int:
        """How long a vector is."""
        return self._real.dimension

    @override
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give a random unit vector for each text."""
        return unit_vectors(self._random, len(texts), self.dimension)

    @override
    def embed_together(self, texts: Sequence[str]) -> Vectors:
        """Give what the real model gives."""
        return self._real.embed_together(texts)


def unit_vectors(draw: np.random.Generator, count: int, dimension: int) -> Vectors:
    """Give random vectors of length 1, (count, dimension)."""
    vectors = draw.standard_normal((count, dimension), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def made_up_stories(words: Sequence[str], passages: int) -> Iterator[list[Passage]]:
    """Give stories of PASSAGES_A_STORY passages each, the same each time."""
    draw = random.Random(7)  # noqa: S311 - nothing secret
    for n in range(passages // PASSAGES_A_STORY):
        yield [
            Passage(
                story_id=f"made-up-{n}",
                version=1,
                n=at,
                facet=Facet.UNSORTED,
                visibility=Visibility.PROSPECTS,
                text=_text(draw, words),
                title=_sentence(draw, words, 6),
            )
            for at in range(PASSAGES_A_STORY)
        ]


def _text(draw: random.Random, words: Sequence[str]) -> str:
    said = (_sentence(draw, words, WORDS_A_SENTENCE) for _ in range(SENTENCES_A_PASSAGE))
    return " ".join(said)


def _sentence(draw: random.Random, words: Sequence[str], count: int) -> str:
    return " ".join(draw.choices(words, k=count)).capitalize() + "."
