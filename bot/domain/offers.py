"""A story as one of the vendor's people may offer it: its badges, told in a minute, its use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.moves import Told
from bot.domain.story import Facet, Rendition
from bot.domain.telling import statements_of

MINUTE = 900  # characters: what is said in a minute, without haste
_OF_ONE = 2  # sentences of one facet
_ARC = (
    (Facet.SITUATION, Facet.UNSORTED),
    (Facet.PROBLEM, Facet.NOTICED),
    (Facet.ATTEMPTS,),
    (Facet.TURNING_POINT, Facet.FOUND_OUT, Facet.DECIDED),
    (Facet.OUTCOME, Facet.LATER),
    (Facet.LESSONS, Facet.NOT_FOR),
)


@dataclass(frozen=True, slots=True)
class Usage:
    """How often buyers were shown a story, in how many rooms, and when last."""

    times: int = 0
    rooms: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A story that was found, with how to tell it. `badges` and `usage` are for insiders alone."""

    told: Told
    telling: tuple[str, ...]
    badges: tuple[str, ...] = ()
    usage: Usage | None = None


def badges_of(story: Rendition) -> tuple[str, ...]:
    """Say who else may read a story, and what keeps it from them."""
    marks = (("held", story.held), ("draft", story.draft))
    return (str(story.visibility), *(mark for mark, is_so in marks if is_so))


def in_a_minute(story: Rendition, tellable: Callable[[str], bool]) -> tuple[str, ...]:
    """Give the story's own sentences from how it stood to what was learned, for a minute."""
    told: list[str] = []
    for facets in _ARC:
        text = next((story.facets[f] for f in facets if story.facets.get(f)), "")
        said = [s for s in statements_of(text) if tellable(s)][:_OF_ONE]
        told += [s for s in said if len(" ".join([*told, s])) <= MINUTE]
    if told:
        return tuple(told)
    short = statements_of(story.facets.get(Facet.IN_SHORT) or story.facets.get(Facet.AS_TOLD, ""))
    return tuple(s for s in short if tellable(s))[: _OF_ONE * 2]
