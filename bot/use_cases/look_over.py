"""Looking over a story: what it lacks, whom it names, what has run out. For review and load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.audience import Visibility
from bot.domain.review.notices import (
    Named,
    Notice,
    alike_notice,
    brochure_notices,
    by_field,
    date_notices,
    name_notices,
    part_notices,
    personal_notices,
)
from bot.domain.review.parts import StoryPart, missing_parts
from bot.domain.story import Facet, Story
from bot.ports.language import StoryJudge
from bot.ports.library import Lookalikes, PersonalData

_NOT_TOLD = {Facet.PRODUCT_NOTES, Facet.AS_TOLD}  # kept apart, and the same once more
_SHORTEST_COMPARED = 40  # words; two notes of a line each are soon alike


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen. `notices` hold nothing back."""

    missing: Sequence[StoryPart]
    brochure: bool
    personal_data: Sequence[str]
    notices: Sequence[Notice]


@dataclass(frozen=True, slots=True)
class LookOver:
    """Looks over texts and stories."""

    judge: StoryJudge
    personal_data: PersonalData
    lookalikes: Lookalikes

    def text(self, text: str) -> Looked:
        """Look over a plain text."""
        judged = self.judge.judge(text)
        missing = [part for part in StoryPart if part in judged.missing]
        named = self._named({"text": text})
        notices = (
            *part_notices(missing),
            *brochure_notices(text, judged),
            *personal_notices(named, shown=False),
        )
        return Looked(missing, judged.brochure, _once(named), notices)

    def story(self, story: Story, today: date) -> Looked:
        """Look over a story as its owner wrote it.

        Product notes are no part of its telling, unless it was the loader that took them out.
        """
        apart = _NOT_TOLD - {Facet(facet) for facet in story.inferred if facet in set(Facet)}
        told = "\n\n".join(text for f, text in story.facets.items() if f not in apart)
        judged = self.judge.judge(told)
        missing = missing_parts(story, judged)
        own = {story.customer, *story.aliases}
        named = [n for n in self._named(by_field(story)) if n.text not in own]
        # whom its owner has listed with a role is replaced by that, as the owner knows
        listed = {part for name in story.people for part in (name, *name.split())}
        unlisted = [n for n in named if n.text not in listed]
        shown = story.visibility is Visibility.PUBLIC
        notices = (
            *part_notices(missing),
            *brochure_notices(told, judged),
            *name_notices(story),
            *personal_notices(unlisted, shown=shown),
            *date_notices(story, today),
        )
        return Looked(missing, judged.brochure, _once(named), notices)

    def notices(self, story: Story, today: date) -> list[Notice]:
        """Give all that a load says of a story."""
        return [*self.story(story, today).notices, *self.alike(story.id, story_text(story))]

    def know(self, stories: Mapping[str, Story]) -> None:
        """Know these stories for later comparison, and no others."""
        known = set(self.lookalikes.known())
        for gone in known - stories.keys():
            self.lookalikes.forget(gone)
        for key in stories.keys() - known:
            self.lookalikes.remember(key, story_text(stories[key]))

    def alike(self, key: str, text: str) -> list[Notice]:
        """Say if nearly the same text is known under another key; know it from now on."""
        if len(text.split()) < _SHORTEST_COMPARED:
            return []
        found = self.lookalikes.nearest(key, text)
        self.lookalikes.remember(key, text)
        return [alike_notice(found.key, found.share)] if found else []

    def _named(self, fields: Mapping[str, str]) -> list[Named]:
        return [
            Named(field, found.text, found.stand_in)
            for field, text in fields.items()
            for found in self.personal_data.find(text)
        ]


def story_text(story: Story) -> str:
    """Give all text of a story, as it is compared with others."""
    return "\n".join(by_field(story).values())


def _once(named: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(n.text for n in named))
