"""Sorting the prose of stories that were just read."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.prose import prose_of
from bot.domain.story import Story
from bot.domain.structuring import structured
from bot.ports.language import Structurer


@dataclass(frozen=True, slots=True)
class SortStories:
    """Sorts unsorted text into facets, infers a missing outcome, keeps product talk apart."""

    structurer: Structurer

    def __call__(self, stories: Sequence[Story]) -> list[Story]:
        """Give the stories sorted; what their writers named stays."""
        proses = [prose_of(story) for story in stories]
        found = self.structurer.structure(proses)
        return [structured(*row) for row in zip(stories, proses, found, strict=True)]
