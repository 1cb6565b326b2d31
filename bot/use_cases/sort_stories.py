"""Sorting the prose of stories that were just read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
        new = [story for story in stories if not story.sorted]
        proses = [prose_of(story) for story in new]
        found = self.structurer.structure(proses)
        rows = zip(new, proses, found, strict=True)
        made = iter([structured(*row) for row in rows])
        return [replace(s, sorted=False) if s.sorted else next(made) for s in stories]
