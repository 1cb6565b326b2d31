"""From a story to what outsiders read of it, or to why they may not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.holds import holds_of
from bot.domain.rendition import render_for_outsiders
from bot.domain.stand_ins import stand_ins, still_named
from bot.domain.story import Hold, Rendition, Story
from bot.ports.library import Finding, PersonalData

_NAMED_STILL = "It names {name}, whom outsiders must not read of."
_PERSONAL_STILL = "It has personal data that cannot be replaced: {text}."


@dataclass(frozen=True, slots=True)
class Rendering:
    """Replaces what can be replaced, and holds the story back where something is left."""

    personal_data: PersonalData

    def render(self, story: Story, ref: str, today: date) -> tuple[Story, Rendition | None]:
        """Give the story with its holds, and the outsiders' rendition where none of them counts.

        The overrides that the story has are those that still stand.
        """
        held = replace(story, holds=holds_of(story, today))
        text = "\n".join((story.title, *story.facets.values()))
        found = self.personal_data.find(text)
        swap = stand_ins(held, {f.text: f.stand_in for f in found})
        outsiders = render_for_outsiders(held, ref, swap)
        if outsiders:
            more = self._left_over(held, outsiders, found)
            held = replace(held, holds=tuple(dict.fromkeys((*held.holds, *more))))
        used = tuple(o for o in held.overrides if o.hold in held.holds)
        held = replace(held, overrides=used)
        return held, None if held.open_holds else outsiders

    def _left_over(
        self, story: Story, shown: Rendition, found: Sequence[Finding]
    ) -> tuple[Hold, ...]:
        """Hold what is left when all that can be replaced has been."""
        fields = {
            "shown_as": "" if shown.who == story.customer else shown.who,
            "industry": shown.industry,
            "size": shown.size,
            "roles": ", ".join(shown.roles),
        }
        texts = {"title": shown.title, **{str(f): text for f, text in shown.facets.items()}}
        people = {f.text for f in found if f.kind == "name"} - {story.customer, *story.aliases}
        named = dict.fromkeys(
            (
                *still_named(story.secret_names, fields | texts),
                *still_named(sorted(people), texts),
            )
        )
        holds = [
            Hold(_NAMED_STILL.format(name=name), "Write it without the name.", field)
            for field, name in named
        ]
        left = [
            (field, f) for field, text in fields.items() for f in self.personal_data.find(text)
        ]
        # a source is credited by name; how to reach it is nobody's business
        contacts = {**texts, "attribution": shown.attribution}
        left += [
            (field, f)
            for field, text in contacts.items()
            for f in self.personal_data.find(text)
            if f.kind != "name"
        ]
        holds += [
            Hold(_PERSONAL_STILL.format(text=f.text), "Take it out.", field) for field, f in left
        ]
        return tuple(dict.fromkeys(holds))
