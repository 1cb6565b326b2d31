"""Sorting prose into facets, telling product talk and outcome, by trained heads."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from typing_extensions import override

from bot.adapters.language.facet_chain import likeliest, sureness
from bot.adapters.language.facet_features import Sight, ending_of, in_row, look_at
from bot.adapters.language.facet_heads import (
    FACETS,
    OUTCOMES,
    FacetHeads,
    log_shares,
    read_facet_heads,
    softmax,
)
from bot.adapters.language.phrases import praise_of
from bot.domain.prose import Prose
from bot.domain.story import Facet, Outcome
from bot.domain.structuring import LONG, Guess, Structure
from bot.ports.language import ProductTalk, Structurer, Vectors

PRIOR = 0.7  # how far common facets lose their start; this and the next by cross-validation
CHANGE = 0.8  # how much what follows what weighs
INSIDE = 1.5  # what a change of facet inside a paragraph costs, where there are paragraphs
PARAGRAPHS = 3
WHOLE = 12  # sentences; in a long text, a paragraph up to this is sorted as one
TELLS = 0.4  # a facet less sure than this is left unsorted
TELLS_LONG = 0.8  # the same in a long text, which is of many kinds and less like the examples
MOST = 20_000  # sentences that are looked at; those behind count as product talk, to be safe
NOTHING = Structure((), ())
_ENDS = frozenset({Facet.OUTCOME, Facet.LATER})


class BuiltinStructurer(Structurer):
    """Sorts stories. The heads are read when the first one comes.

    A sentence is product talk where two agree: the head that sees its words and its place in the
    text, and the detector that sees its meaning and is asked again when it is told.
    """

    def __init__(self, vendor: str, product_talk: ProductTalk) -> None:
        self._praise = praise_of(vendor)
        self._product_talk = product_talk

    @cached_property
    def _heads(self) -> FacetHeads:
        return read_facet_heads()

    @override
    def structure(self, proses: Sequence[Prose]) -> Sequence[Structure]:
        """Give a guess and a product score for each sentence, and the outcome of each story."""
        return [self._one(prose) if prose.said else NOTHING for prose in proses]

    def _one(self, prose: Prose) -> Structure:
        texts = [said.text for said in prose.said[:MOST]]
        sight = look_at(texts)
        guesses = self._guesses(prose, sight)
        scores = 1 / (1 + np.exp(-product_odds(self._heads, sight)))
        heard = self._product_talk.scores(texts)
        product = [
            1.0 if self._praise.search(text) else min(float(score), meant)
            for text, score, meant in zip(texts, scores, heard, strict=True)
        ]
        outcome, sure = outcome_of(self._heads, texts, sight, ends_of(guesses[: len(texts)]))
        unseen = len(prose.said) - len(texts)
        return Structure(guesses, (*product, *(1.0,) * unseen), outcome, sure)

    def _guesses(self, prose: Prose, sight: Sight) -> tuple[Guess, ...]:
        guesses = [Guess(said.facet, 1.0) for said in prose.said]
        paragraphs = replace(prose, said=prose.said[:MOST]).unsorted
        places = [n for paragraph in paragraphs for n in paragraph]
        if not places:
            return tuple(guesses)
        sight.at(places)
        at = {place: n for n, place in enumerate(places)}
        row = [[at[place] for place in paragraph] for paragraph in paragraphs]
        found = sorted_row(self._heads, sight.at(places), row)
        for place, guess in zip(places, found, strict=True):
            guesses[place] = guess
        return tuple(guesses)


def product_odds(heads: FacetHeads, sight: Sight) -> Vectors:
    """Give the log odds, above the threshold, that each sentence is product talk."""
    odds: Vectors = heads.product.odds(replace(sight, form=in_row(sight.form)))[:, 0]
    return odds


def sorted_row(
    heads: FacetHeads, sight: Sight, paragraphs: Sequence[Sequence[int]]
) -> list[Guess]:
    """Find the likeliest facet of each sentence, in view of those around it."""
    odds = heads.facet.odds(replace(sight, form=in_row(sight.form)))
    logs = log_shares(odds) - PRIOR * heads.usual
    units = units_of(paragraphs)
    # a paragraph's sentences bear each other out, but not as if they knew nothing of each other
    evidence = np.array([logs[u].sum(axis=0) / len(u) ** 0.5 for u in units], np.float32)
    change, stays = CHANGE * heads.change, _stays(units, paragraphs)
    sure = sureness(evidence, change, stays)
    least = TELLS_LONG if len(logs) > LONG else TELLS
    found = [Guess(Facet.UNSORTED, 0.0)] * len(logs)
    for n, label in enumerate(likeliest(evidence, change, stays)):
        certain = float(sure[n, label])
        guess = Guess(FACETS[label] if certain >= least else Facet.UNSORTED, certain)
        for place in units[n]:
            found[place] = guess
    return found


def units_of(paragraphs: Sequence[Sequence[int]]) -> list[list[int]]:
    """Give what is sorted as one: sentences, or in a long text whole paragraphs."""
    if sum(map(len, paragraphs)) <= LONG:
        return [[n] for paragraph in paragraphs for n in paragraph]
    found: list[list[int]] = []
    for paragraph in paragraphs:
        whole = len(paragraph) <= WHOLE
        found += [list(paragraph)] if whole else [[n] for n in paragraph]
    return found


def _stays(units: Sequence[Sequence[int]], paragraphs: Sequence[Sequence[int]]) -> list[float]:
    """Let a facet change between paragraphs freely, inside one at a cost."""
    starts = {paragraph[0] for paragraph in paragraphs}
    apart = len(paragraphs) >= PARAGRAPHS
    return [INSIDE if apart and unit[0] not in starts else 0.0 for unit in units]


def ends_of(guesses: Sequence[Guess]) -> list[int]:
    """Give the sentences that say how it ended, else the last third."""
    told = [n for n, guess in enumerate(guesses) if guess.facet in _ENDS]
    return told or list(range(len(guesses) - max(1, len(guesses) // 3), len(guesses)))


def outcome_of(
    heads: FacetHeads, texts: Sequence[str], sight: Sight, last: Sequence[int]
) -> tuple[Outcome, float]:
    """Give the likeliest outcome and how sure it is."""
    odds = heads.outcome.odds(ending_of(texts, sight, last))[0]
    shares = softmax(odds / heads.outcome_calm)
    best = int(shares.argmax())
    return OUTCOMES[best], float(shares[best])
