"""What no story can do without."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.story import Facet, Story


class StoryPart(StrEnum):
    """What no story can do without."""

    SITUATION = "situation"
    STRUGGLE = "struggle"
    PEOPLE = "people"
    OUTCOME = "outcome"


PARTS_BY_FACET: dict[StoryPart, tuple[Facet, ...]] = {
    StoryPart.SITUATION: (Facet.SITUATION,),
    StoryPart.STRUGGLE: (Facet.PROBLEM, Facet.ATTEMPTS, Facet.FEARED),
    StoryPart.PEOPLE: (Facet.PEOPLE, Facet.MISSING),
    StoryPart.OUTCOME: (Facet.OUTCOME, Facet.LATER),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text by itself lacks, and whether it sells more than it tells."""

    missing: frozenset[StoryPart] = frozenset()
    brochure: bool = False


def missing_parts(story: Story, judged: Judgement) -> list[StoryPart]:
    """Give the parts that neither a facet its writer named nor the text itself has."""
    return [
        part
        for part in StoryPart
        if part in judged.missing and not any(_written(story, f) for f in PARTS_BY_FACET[part])
    ]


def _written(story: Story, facet: Facet) -> bool:
    """What was sorted sentence by sentence may be wrong; what stood under a heading is there."""
    return bool(story.facets.get(facet, "").strip()) and facet not in story.facet_sure
