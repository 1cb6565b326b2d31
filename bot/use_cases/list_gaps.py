"""Listing the gaps by problem, with the nearest story, and closing those that were answered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import Audience, clearance_for
from bot.domain.errors import BotError
from bot.domain.gap_page import ListedGap
from bot.domain.gaps import Closing, Gap, GapGroup, by_problem, matter_of
from bot.domain.moves import Told
from bot.domain.rendition import readable
from bot.domain.story import Facet, Status
from bot.ports.gaps import Gaps
from bot.ports.language import Embedder
from bot.ports.library import Stories
from bot.use_cases.find_stories import FITS, Ask, FindStories, Found

CLOSE = 0.45  # likeness from which two questions are about one problem, by both models


class GapUnknownError(BotError):
    """There is no such open gap, or no such story."""


@dataclass(frozen=True, slots=True)
class GapShelf:
    """What gaps are looked at with."""

    gaps: Gaps
    find: FindStories
    stories: Stories
    embedder: Embedder


class ListGaps:
    """Groups the open gaps by problem, and looks whether a story fits them by now."""

    def __init__(self, shelf: GapShelf) -> None:
        self._shelf = shelf

    async def __call__(
        self, since: datetime | None = None, *, at_least: int = 1, answered: bool = False
    ) -> Sequence[ListedGap]:
        """Give the gaps asked since then, the most asked first; `answered` ones if wanted."""
        groups = await self._groups(since)
        listed = [await self._listed(g) for g in groups if len(g.gaps) >= at_least]
        return [found for found in listed if answered or not found.answered_by]

    async def close(self, gap_id: int, closing: Closing, *, only: bool = False) -> Sequence[Gap]:
        """Close a gap and those of its problem; `only` leaves the others open.

        Raises:
            GapUnknownError: there is no such open gap, or no such story.
        """
        if closing.story_id:
            await self._check_story(closing.story_id)
        groups = await self._groups(None)
        group = next((g for g in groups if gap_id in {gap.id for gap in g.gaps}), None)
        if group is None:
            raise GapUnknownError(
                f"No gap {gap_id} is open. 'groundwork gaps' lists those that are."
            )
        closed = [gap for gap in group.gaps if not only or gap.id == gap_id]
        await self._shelf.gaps.close([gap.id for gap in closed], closing)
        return closed

    async def _groups(self, since: datetime | None) -> list[GapGroup]:
        gaps = await self._shelf.gaps.open(since)
        near = await asyncio.to_thread(self._near, [gap for gap in gaps if gap.words])
        return by_problem(gaps, near)

    def _near(self, gaps: Sequence[Gap]) -> dict[int, list[int]]:
        if not gaps:
            return {}
        ids = [gap.id for gap in gaps]
        vectors = self._shelf.embedder.embed([matter_of(gap.words) for gap in gaps])
        return {
            gap_id: [ids[place] for place in (vectors @ vector >= CLOSE).nonzero()[0]]
            for gap_id, vector in zip(ids, vectors, strict=True)
        }

    async def _listed(self, group: GapGroup) -> ListedGap:
        central = group.central
        if not central.words:
            return ListedGap(group, await self._kept_nearest(central))
        found = await self._shelf.find(_ask(central), clearance_for(central.audience))
        nearest = found.told[0] if found.told else None
        if found.no_match:
            return ListedGap(group, nearest, internal=await self._internal(central))
        answers = await self._answers(group)
        if answers:
            return ListedGap(group, answered_by=tuple(dict.fromkeys(answers)))
        return ListedGap(group, nearest)

    async def _internal(self, gap: Gap) -> str:
        """Give a story that would fit, if those who asked might read it."""
        if gap.audience is Audience.INSIDERS:
            return ""
        fits = _first_that_fits(
            await self._shelf.find(_ask(gap), clearance_for(Audience.INSIDERS))
        )
        return fits.rendition.story_id if fits else ""

    async def _answers(self, group: GapGroup) -> list[str]:
        """Give the stories that fit by now; none unless each question of the group has one."""
        answers = []
        for gap in group.gaps:
            found = await self._shelf.find(_ask(gap), clearance_for(gap.audience))
            fits = _first_that_fits(found)
            if fits is None:
                return []
            answers.append(fits.rendition.story_id)
        return answers

    async def _kept_nearest(self, gap: Gap) -> Told | None:
        """Give the story that was nearest when it was asked, if it is still there."""
        stored = (await self._shelf.stories.get([gap.nearest])).get(gap.nearest)
        if stored is None or stored.story.status is not Status.APPROVED:
            return None
        rendition = readable(stored, clearance_for(Audience.INSIDERS))
        return Told(rendition, Facet.PROBLEM, gap.score) if rendition else None

    async def _check_story(self, story_id: str) -> None:
        stored = (await self._shelf.stories.get([story_id])).get(story_id)
        if stored is None:
            raise GapUnknownError(
                f"There is no story {story_id}. 'groundwork stories list' shows their ids."
            )
        if stored.story.status is not Status.APPROVED:
            raise GapUnknownError(
                f"{story_id} is {stored.story.status}: nobody finds it. Approve it first."
            )


def _ask(gap: Gap) -> Ask:
    return Ask(gap.words, exclude=gap.set_aside)


def _first_that_fits(found: Found) -> Told | None:
    return next((told for told in found.told if told.score >= FITS), None)
