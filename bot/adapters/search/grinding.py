"""From passages to vectors: sentences are embedded, and a passage is the sum of its sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.adapters.search.sentence_store import PASSAGE, STEP, Grain, in_eight_bits
from bot.domain.passages import Passage
from bot.domain.text import sentences
from bot.ports.language import Embedder, Vectors

_SHORTEST = 4  # words; less is a heading or a scrap


@dataclass(frozen=True, slots=True)
class Ground:
    """The passages of one story on one shelf: a vector for each, (passages, dimension)."""

    vectors: Vectors
    grain: Grain


def telling(text: str) -> list[str]:
    """Give the sentences of a passage that are looked at."""
    return [said for said in sentences(text) if len(said.split()) >= _SHORTEST] or [text]


def grind(stories: Sequence[Sequence[Passage]], embedder: Embedder) -> list[Ground]:
    """Embed the sentences of all stories at once. Each story is its passages on one shelf."""
    told = [[telling(passage.text) for passage in story] for story in stories]
    texts = [story[0].title for story in stories]
    texts += [said for story in told for passage in story for said in passage]
    vectors = embedder.embed(texts)
    ground: list[Ground] = []
    at = len(stories)
    for n, (passages, story) in enumerate(zip(stories, told, strict=True)):
        end = at + sum(map(len, story))
        ground.append(_ground([p.n for p in passages], story, vectors[n], vectors[at:end]))
        at = end
    return ground


def sentence_vectors(grain: Grain, passages: Mapping[int, str]) -> dict[str, Vectors]:
    """Give the vector of each sentence of a story again, as near as eight bits hold it.

    `passages` are its texts by number. What no longer fits its grain is left out.
    """
    found: dict[str, Vectors] = {}
    for number, text in passages.items():
        rows = np.flatnonzero(grain.rows[1:, PASSAGE] == number) + 1  # row 0 is the title
        told = telling(text)
        if len(rows) == len(told):
            vectors = grain.vectors[rows] * grain.rows[rows, STEP][:, None]
            found |= dict(zip(told, vectors.astype(np.float32), strict=True))
    return found


def _ground(
    numbers: Sequence[int], story: Sequence[Sequence[str]], title: Vectors, vectors: Vectors
) -> Ground:
    rows = [(0.0, 0.0)]
    sums: list[Vectors] = []
    at = 0
    for number, told in zip(numbers, story, strict=True):
        # a long sentence says more than a short one, but not as much more as it is longer
        shares = np.sqrt(np.array([len(said.split()) or 1 for said in told], np.float32))
        rows += [(number, share) for share in shares]
        sums.append(shares @ vectors[at : at + len(told)])
        at += len(told)
    lengths = np.linalg.norm([*sums, vectors.sum(axis=0)], axis=1).astype(np.float32)
    levels, steps = in_eight_bits(np.vstack([title[None], vectors]))
    grain = Grain(np.column_stack([np.array(rows), steps]).astype(np.float32), lengths, levels)
    return Ground((np.array(sums) / lengths[:-1, None]).astype(np.float32), grain)
