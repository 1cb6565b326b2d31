"""Sorting a story's prose into facets: what is moved, what stays, and how that is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.domain.prose import Prose, Said, as_told, facets_of
from bot.domain.selling import sells_outright
from bot.domain.story import Facet, Outcome, Story

OUTCOME_SURE = 0.8  # buyers are told how a story ended; less sure than this is not said
PRODUCT = 0.5  # from here a sentence is product talk
PRODUCT_CERTAIN = 0.7  # what it takes to move a sentence from where its writer put it
PRODUCT_BORNE_OUT = 0.3  # the same where the sentences around it are taken for product talk too
LONG = 25  # sentences; beyond, one that stands alone in its paragraph goes with its neighbours


@dataclass(frozen=True, slots=True)
class Guess:
    """A facet for a sentence, and how sure that is. Unsorted means that nobody can tell."""

    facet: Facet
    sure: float


@dataclass(frozen=True, slots=True)
class Structure:
    """What a structurer makes of a prose: a guess and a product score for each sentence."""

    guesses: tuple[Guess, ...]
    product: tuple[float, ...]
    outcome: Outcome | None = None
    outcome_sure: float = 0.0


def structured(story: Story, prose: Prose, found: Structure) -> Story:
    """Give the story with its unsorted text sorted, and product talk kept apart.

    What its writer named stays as it is: a facet under a heading takes nothing in, and gives away
    only what is product talk beyond doubt, or tells its reader to buy; a written outcome is kept.
    """
    written = frozenset(f for f in story.facets if str(f) not in story.inferred)
    guesses = without_islands(found.guesses, prose.unsorted)
    places = [
        _place(said, guess, product, written)
        for said, guess, product in zip(prose.said, guesses, found.product, strict=True)
    ]
    moved = [
        (place, found.product[n] if place is Facet.PRODUCT_NOTES else guesses[n].sure)
        for n, place in enumerate(places)
        if place is not prose.said[n].facet
    ]
    facets = dict(facets_of(prose, places))
    if moved and len(facets.keys() - {Facet.PRODUCT_NOTES}) > 1:
        facets[Facet.AS_TOLD] = as_told(prose, places)
    elif Facet.AS_TOLD in story.facets:
        facets[Facet.AS_TOLD] = story.facets[Facet.AS_TOLD]
    sorted_story = replace(
        story,
        facets={facet: facets[facet] for facet in Facet if facets.get(facet)},
        inferred=story.inferred | {str(place) for place, _ in moved},
        facet_sure={**story.facet_sure, **_means(moved)},
    )
    return _with_outcome(sorted_story, found)


def without_islands(
    guesses: Sequence[Guess], paragraphs: Sequence[Sequence[int]]
) -> tuple[Guess, ...]:
    """In a long text, let a sentence that stands alone in its paragraph go with its neighbours."""
    steady = list(guesses)
    if sum(map(len, paragraphs)) <= LONG:
        return tuple(steady)
    for paragraph in paragraphs:
        runs = [list(run) for _, run in groupby(paragraph, key=lambda n: steady[n].facet)]
        for at, run in enumerate(runs):
            near = [*runs[max(0, at - 1) : at], *runs[at + 1 : at + 2]]
            if len(run) == 1 and near and max(map(len, near)) > 1:
                to = steady[max(near, key=len)[0]]
                steady[run[0]] = replace(to, sure=min(to.sure, steady[run[0]].sure))
    return tuple(steady)


def inferred_lines(story: Story) -> list[tuple[str, str]]:
    """Say what was inferred, as (field, message), for its owner to look at."""
    lines = []
    if story.outcome_guess and story.outcome_sure is not None:
        told = _OUTCOME if story.outcome else _PERHAPS
        lines.append(("outcome", told.format(story.outcome_guess, story.outcome_sure)))
    shown = [
        f"{str(facet).replace('_', ' ')} ({sure:.1f})"
        for facet, sure in story.facet_sure.items()
        if facet is not Facet.PRODUCT_NOTES
    ]
    if shown:
        lines.append(("text", _FACETS.format(", ".join(shown))))
    if Facet.PRODUCT_NOTES in story.facet_sure:
        lines.append(("text", _PRODUCT.format(story.facet_sure[Facet.PRODUCT_NOTES])))
    return lines


_OUTCOME = (
    "The outcome was inferred: {} ({:.1f}). Write `outcome:` in the front matter to settle it."
)
_PERHAPS = (
    "How it ended could not be told, perhaps: {} ({:.1f}). Write `outcome:` in the front matter."
)
_FACETS = "Facets were inferred: {}. Write headings to settle them."
_PRODUCT = (
    "What sounds like talk about a product was put into the product notes ({:.1f}), which buyers "
    "read once they ask about the product. Word it as experience where it is."
)


def _place(said: Said, guess: Guess, product: float, written: frozenset[Facet]) -> Facet:
    at = said.facet
    certain = at is not Facet.UNSORTED and at in written
    if product >= (PRODUCT_CERTAIN if certain else PRODUCT) or sells_outright(said.text):
        return Facet.PRODUCT_NOTES
    if at is not Facet.UNSORTED:
        return at
    if guess.facet is Facet.PRODUCT_NOTES:
        return guess.facet if product >= PRODUCT_BORNE_OUT else Facet.UNSORTED
    return Facet.UNSORTED if guess.facet in written else guess.facet


def _means(moved: Sequence[tuple[Facet, float]]) -> Mapping[Facet, float]:
    """How sure each facet is, on average over what was moved there."""
    found = {facet: [sure for place, sure in moved if place is facet] for facet in Facet}
    return {facet: round(sum(s) / len(s), 2) for facet, s in found.items() if s}


def _with_outcome(story: Story, found: Structure) -> Story:
    if story.outcome or found.outcome is None:
        return story
    said = found.outcome if found.outcome_sure >= OUTCOME_SURE else None
    sure = round(found.outcome_sure, 2)
    return replace(story, outcome=said, outcome_guess=found.outcome, outcome_sure=sure)
