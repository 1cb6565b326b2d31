"""Making the text that a reader may read: names replaced, product notes kept apart."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.audience import Clearance, Visibility
from bot.domain.story import Facet, Rendition, Status, StoredStory, Story


def replace_names(text: str, names: Mapping[str, str]) -> str:
    """Replace each name by its stand-in, as whole words, longest name first.

    Case counts: a customer called Box must not turn every box into "a maker of ...".
    """
    ordered = sorted((name for name in names if name.strip()), key=len, reverse=True)
    if not ordered:
        return text
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(_wrapped, ordered))})(?!\w)(['\u2019]s\b)?")
    shown = {" ".join(name.split()): stand_in for name, stand_in in names.items()}
    return pattern.sub(lambda found: _fit(shown[" ".join(found[1].split())], text, found), text)


def _wrapped(name: str) -> str:
    """Make a pattern of a name, which a line may break."""
    return r"\s+".join(map(re.escape, name.split()))


def _fit(shown: str, text: str, found: re.Match[str]) -> str:
    """Capitalise a stand-in where it opens a sentence, and give it the possessive of the name."""
    start, own = found.start(), found[2] or ""
    before = text[:start].rstrip()
    opens = not before or before[-1] in '.!?:\n"“' or text[:start].endswith("\n")
    fitted = shown[:1].upper() + shown[1:] if opens else shown
    return fitted + (own[:1] if shown.endswith("s") else own)


def render_for_outsiders(story: Story, ref: str, names: Mapping[str, str]) -> Rendition | None:
    """Make the rendition that outsiders read, or None where they may not.

    Args:
        story: the story as its owner wrote it.
        ref: the opaque id that chats and pages show.
        names: personal data found in the text, with stand-ins, beyond what the story declares.
    """
    if story.effective_visibility is Visibility.INTERNAL:
        return None
    named = story.visibility is Visibility.PUBLIC and story.customer
    return _render(
        story,
        ref,
        story.customer if named else story.outsider_name,
        {**names, **story.secret_names},
    )


def render_for_insiders(story: Story, ref: str) -> Rendition:
    """Make the rendition that the vendor's own people read: the text as it was written."""
    written = _render(story, ref, story.customer or story.outsider_name, {})
    return replace(written, draft=story.status is Status.DRAFT)


def _render(story: Story, ref: str, who: str, swap: Mapping[str, str]) -> Rendition:
    return Rendition(
        story_id=story.id,
        ref=ref,
        title=replace_names(story.title, swap),
        who=who,
        visibility=story.effective_visibility,
        facets={facet: replace_names(text, swap) for facet, text in story.facets.items()},
        outcome=story.outcome,
        industry=story.industry,
        size=story.size,
        roles=story.roles,
        starts_with=story.starts_with,
        attribution=_attribution(story, swap),
        held=bool(story.open_holds),
    )


def _attribution(story: Story, swap: Mapping[str, str]) -> str:
    """Leave out a source that names whom the rendition does not name."""
    source = re.sub(r"[\W_]+", "", story.attribution).lower()
    hidden = (re.sub(r"[\W_]+", "", name).lower() for name in story.secret_names if name in swap)
    return "" if any(name and name in source for name in hidden) else story.attribution


def readable(
    stored: StoredStory, clearance: Clearance, *, gate_open: bool = False
) -> Rendition | None:
    """Give the rendition that this clearance may read now, or None; for every hit and click."""
    if stored.story.effective_visibility not in clearance:
        return None
    insiders = Visibility.INTERNAL in clearance
    rendition = render_for_insiders(stored.story, stored.ref) if insiders else stored.outsiders
    if rendition is None or insiders or gate_open:
        return rendition
    return _without_product(rendition)


def _without_product(rendition: Rendition) -> Rendition:
    facets: dict[Facet, str] = {
        f: t for f, t in rendition.facets.items() if f is not Facet.PRODUCT_NOTES
    }
    return replace(rendition, facets=facets)
