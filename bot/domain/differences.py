"""What changed from one version of a story to the next, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from bot.domain.story import Facet, Hold, StoredStory, Story

_APART = frozenset({"facets", "holds", "overrides", "status", "id"})


def differences(before: StoredStory | None, after: StoredStory) -> list[str]:
    """Give what changed, each as a short sentence; what a first version begins with."""
    if before is None:
        found = [f"first version: {after.story.status}, {after.story.visibility}"]
        return [*found, *_holds(frozenset(), after.story)]
    return list(_changed(before, after)) or ["nothing that is shown"]


def _changed(before: StoredStory, after: StoredStory) -> Iterator[str]:
    old, new = before.story, after.story
    if old.status is not new.status:
        yield f"status: {old.status} to {new.status}"
    yield from _decided(before, after)
    if old.effective_visibility is not new.effective_visibility:
        yield f"who may read it: {old.effective_visibility} to {new.effective_visibility}"
    names = [f.name for f in fields(Story) if f.name not in _APART]
    if edited := [name for name in names if getattr(old, name) != getattr(new, name)]:
        yield f"fields: {', '.join(edited)}"
    if texts := _facets(old.facets, new.facets):
        yield f"text: {', '.join(texts)}"
    yield from _holds(frozenset(old.holds), new)
    yield from (f"no longer held: {h.reason}" for h in old.holds if h not in new.holds)
    yield from _overrides(old, new)
    if before.path != after.path:
        yield f"file: {after.path}"
    if before.content_hash != after.content_hash:
        yield "the file changed" if after.content_hash else "the file is gone"


def _decided(before: StoredStory, after: StoredStory) -> Iterator[str]:
    if after.ruling and after.ruling != before.ruling:
        why = f": {after.ruling.why}" if after.ruling.why else ""
        yield f"{after.ruling.verdict} by {after.ruling.by}{why}"
    if after.readership and after.readership != before.readership:
        yield f"shown to {after.readership.visibility} by {after.readership.by}"


def _facets(old: Mapping[Facet, str], new: Mapping[Facet, str]) -> list[str]:
    return [str(f) for f in dict.fromkeys((*old, *new)) if old.get(f) != new.get(f)]


def _holds(known: frozenset[Hold], new: Story) -> Iterator[str]:
    yield from (f"held: {hold.reason}" for hold in new.holds if hold not in known)


def _overrides(old: Story, new: Story) -> Iterator[str]:
    for override in new.overrides:
        if override not in old.overrides:
            yield f"overridden by {override.by}: {override.hold.reason} Because: {override.why}"
    kept = {override.hold for override in new.overrides}
    for override in old.overrides:
        if override.hold not in kept:
            yield f"override ended: {override.hold.reason}"
