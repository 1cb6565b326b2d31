"""Where a story stands, for its owners: in a few words, and on a page with what to mend."""

from collections.abc import Iterator, Sequence

from bot.domain.audience import Visibility
from bot.domain.review.notices import Notice
from bot.domain.story import Status, StoredStory, Verdict

READERS = {
    Visibility.INTERNAL: "our own people",
    Visibility.PROSPECTS: "buyers, without the customer's name",
    Visibility.PUBLIC: "everyone, with the customer's name",
}
_VERDICTS = {
    Verdict.APPROVED: "Approved",
    Verdict.RETIRED: "Retired",
    Verdict.RECALLED: "Recalled",
    Verdict.NEEDS_WORK: "Needs work",
}


def readers_of(stored: StoredStory) -> str:
    """Say who may read a story, now or once it is approved."""
    story = stored.story
    return READERS[story.effective_visibility]


def standing_of(stored: StoredStory) -> str:
    """Say where a story stands, to go behind "is"."""
    story = stored.story
    if story.status is Status.RETIRED:
        return "out of the library"
    if story.status is Status.DRAFT:
        return f"a draft; once approved it is for {readers_of(stored)}"
    held = ", and held" if story.open_holds else ""
    return f"approved{held}, for {readers_of(stored)}"


def story_page(stored: StoredStory, findings: Sequence[Notice]) -> str:
    """Write where a story stands, who decided what, and what there is to mend, as Markdown."""
    story = stored.story
    lines = [f"# {story.title}", "", f"- id: {story.id}, version {stored.version}"]
    lines += [f"- {standing_of(stored)}", *(f"- {line}" for line in _decided(stored))]
    lines += [f"- looked after by: {story.owner or 'nobody named'}"]
    if story.review_by:
        lines.append(f"- to be read again by: {story.review_by.isoformat()}")
    lines += ["", "## To mend", ""]
    lines += [f"- held: {hold.message}" for hold in story.open_holds]
    held = {hold.message for hold in story.open_holds}
    lines += [f"- {n.field}: {n.message}" for n in findings if n.message not in held]
    return "\n".join([*lines, *([] if findings else ["- nothing"])]) + "\n"


def _decided(stored: StoredStory) -> Iterator[str]:
    if ruling := stored.ruling:
        why = f": {' '.join(ruling.why.split())}" if ruling.why else ""
        yield f"{_VERDICTS[ruling.verdict]} on {ruling.at:%Y-%m-%d} by {ruling.by}{why}"
    if readers := stored.readership:
        consent = f", agreed by: {readers.consent.given_by}" if readers.consent else ""
        yield f"Shown to {readers.visibility} on {readers.at:%Y-%m-%d} by {readers.by}{consent}"
