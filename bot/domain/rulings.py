"""What a person decided on a story, and how far that stands over what its file says."""

import hashlib
from dataclasses import replace

from bot.domain.story import Ruling, Status, StoredStory, Story, Verdict

_STATUS = {
    Verdict.APPROVED: Status.APPROVED,
    Verdict.RETIRED: Status.RETIRED,
    Verdict.RECALLED: Status.RETIRED,
}


def words_of(story: Story) -> str:
    """Give a fingerprint of what readers are shown of a story, whatever its id and status."""
    shown = (
        story.title,
        story.visibility,
        story.customer,
        story.outsider_name,
        repr(story.roles),
        str(story.outcome),
        repr(sorted(story.people.items())),
        *text_of(story),
    )
    return hashlib.sha256("\x1f".join(shown).encode("utf-8", "replace")).hexdigest()[:16]


def text_of(story: Story) -> tuple[str, ...]:
    """Give the text of a story by facet, to compare it with another's."""
    return tuple(f"{facet}\x1e{text}" for facet, text in sorted(story.facets.items()))


def decide(stored: StoredStory, ruling: Ruling) -> StoredStory:
    """Give the next version of a record after a person's decision on it."""
    over = stored.ruling.over if stored.ruling else stored.story.status
    kept = replace(ruling, over=over, text=words_of(stored.story))
    story = replace(stored.story, status=_STATUS[ruling.verdict])
    # without a hash its file is gone; the folder that lost it must not retire it once more
    root = stored.root if stored.content_hash else ""
    return replace(stored, story=story, ruling=kept, version=stored.version + 1, root=root)


def ruled(new: StoredStory, ruling: Ruling | None) -> StoredStory:
    """Give a record that was read from a file, with the status that an earlier decision gives it.

    An approval was of one text under one status of the file; a story that a person took out stays
    out until a person lets it in again.
    """
    if ruling is None or new.ruling is not None:
        return new
    if ruling.verdict is Verdict.APPROVED:
        same = ruling.text == words_of(new.story) and ruling.over is new.story.status
        if not same:
            return new
    status = _STATUS[ruling.verdict]
    return replace(new, ruling=ruling, story=replace(new.story, status=status))


def is_recalled(stored: StoredStory) -> bool:
    """Say whether a person called the story back."""
    return stored.ruling is not None and stored.ruling.verdict is Verdict.RECALLED


def note(stored: StoredStory) -> str:
    """Say that a person took this story out, for whoever loads its file; else nothing."""
    ruling = stored.ruling
    if ruling is None or ruling.verdict is Verdict.APPROVED:
        return ""
    why = f": {ruling.why.rstrip('.')}" if ruling.why else ""
    return (
        f"It was {ruling.verdict} on {ruling.at:%Y-%m-%d} by {ruling.by}{why}. It stays out of "
        f"search, whatever its file says, until 'groundwork stories approve {stored.story.id}'."
    )
