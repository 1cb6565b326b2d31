"""What a person decided on a story, how far that stands over its file, and who may decide it."""

import hashlib
from dataclasses import replace

from bot.domain.audience import Role, Visibility
from bot.domain.errors import NotAnOwnerError
from bot.domain.story import Readership, Ruling, Status, StoredStory, Story, Verdict

_STATUS = {
    Verdict.APPROVED: Status.APPROVED,
    Verdict.RETIRED: Status.RETIRED,
    Verdict.RECALLED: Status.RETIRED,
    Verdict.NEEDS_WORK: Status.DRAFT,
}
# What was decided on one text; another text in the file is free of it.
_OF_ONE_TEXT = frozenset({Verdict.APPROVED, Verdict.NEEDS_WORK})
_WIDE = (Visibility.INTERNAL, Visibility.PROSPECTS, Visibility.PUBLIC)


def widens(old: Visibility, new: Visibility) -> bool:
    """Say whether more people may read with the second than with the first."""
    return _WIDE.index(new) > _WIDE.index(old)


def lets_more_read(old: Story, new: Story) -> bool:
    """Say whether a change approves a story, or lets more people read it, now or once approved."""
    if new.status is Status.RETIRED:
        return False
    if new.status is Status.APPROVED and old.status is not Status.APPROVED:
        return True
    return widens(old.visibility, new.visibility) or widens(
        old.effective_visibility, new.effective_visibility
    )


def check_may_change(old: Story, new: Story, role: Role | None) -> None:
    """Hold a change against the one rule: nobody but a content owner lets more people read.

    Raises:
        NotAnOwnerError: the change lets more people read, and an owner has to make it.
    """
    if role is not Role.OWNER and lets_more_read(old, new):
        raise NotAnOwnerError(
            f"To approve {new.id}, or to let more people read it, is for content owners. "
            "'groundwork people add ID --role owner' makes one."
        )


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

    An approval was of one text under one status of the file, and so was a note that it needs work;
    a story that a person took out stays out until a person lets it in again.
    """
    if ruling is None or new.ruling is not None:
        return new
    if ruling.verdict in _OF_ONE_TEXT:
        same = ruling.text == words_of(new.story) and ruling.over is new.story.status
        if not same:
            return new
    status = _STATUS[ruling.verdict]
    return replace(new, ruling=ruling, story=replace(new.story, status=status))


def shown_to(stored: StoredStory, readership: Readership) -> StoredStory:
    """Give the next version of a record after a person's word on who may read it."""
    before = stored.readership
    over = before.over if before else stored.story.visibility
    kept = replace(readership, over=over, text=_told_in(stored.story))
    story = read_by(replace(stored.story, visibility=over), kept)
    ruling = stored.ruling
    if ruling is not None and ruling.text == words_of(stored.story):
        ruling = replace(ruling, text=words_of(story))  # it was of these words, and still is
    version = stored.version + 1
    return replace(stored, story=story, readership=kept, ruling=ruling, version=version)


def read_by(story: Story, readership: Readership | None) -> Story:
    """Give a story as its file has it, with what a person said of who may read it.

    A wider circle was meant for one text under one visibility of the file; once either has
    changed, the narrower of the two counts.
    """
    if readership is None:
        return story
    same = readership.over is story.visibility and readership.text == _told_in(story)
    if same:
        consent = readership.consent or story.consent
        return replace(story, visibility=readership.visibility, consent=consent)
    narrower = min(readership.visibility, story.visibility, key=_WIDE.index)
    return replace(story, visibility=narrower)


def _told_in(story: Story) -> str:
    return words_of(replace(story, visibility=Visibility.INTERNAL))


def is_recalled(stored: StoredStory) -> bool:
    """Say whether a person called the story back."""
    return stored.ruling is not None and stored.ruling.verdict is Verdict.RECALLED


def note(stored: StoredStory) -> str:
    """Say that a person took this story out, for whoever loads its file; else nothing."""
    ruling = stored.ruling
    if ruling is None or ruling.verdict in _OF_ONE_TEXT:
        return ""
    why = f": {ruling.why.rstrip('.')}" if ruling.why else ""
    return (
        f"It was {ruling.verdict} on {ruling.at:%Y-%m-%d} by {ruling.by}{why}. It stays out of "
        f"search, whatever its file says, until 'groundwork stories approve {stored.story.id}'."
    )
