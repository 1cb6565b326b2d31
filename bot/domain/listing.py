"""Choosing records by what is known of them, for lists that people work from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.audience import Visibility
from bot.domain.story import Outcome, Status, StoredStory, Story


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a story has to be to be listed; what is None, empty or False is not asked for.

    `due_by`: its review date is that day or an earlier one.
    """

    status: Status | None = None
    visibility: Visibility | None = None
    outcome: Outcome | None = None
    industry: str = ""
    owner: str = ""
    text: str = ""
    held: bool = False
    inferred: bool = False
    due_by: date | None = None


def chosen(records: Iterable[StoredStory], wanted: Wanted) -> list[StoredStory]:
    """Give the records that fit."""
    return [stored for stored in records if _fits(stored.story, wanted)]


def is_due(story: Story, day: date) -> bool:
    """Say whether a story that is still told has to be read again by this day."""
    told = story.status is not Status.RETIRED
    return told and story.review_by is not None and story.review_by <= day


def overdue(records: Iterable[StoredStory], today: date) -> list[StoredStory]:
    """Give the stories whose review date has passed."""
    yesterday = today - timedelta(days=1)
    return [stored for stored in records if is_due(stored.story, yesterday)]


def _fits(story: Story, wanted: Wanted) -> bool:
    asked = {
        "status": wanted.status in (None, story.status),
        "visibility": wanted.visibility in (None, story.effective_visibility),
        "outcome": wanted.outcome in (None, story.outcome),
        "industry": _has(story.industry, wanted.industry),
        "owner": _has(story.owner, wanted.owner),
        "text": all(_has(f"{story.id} {story.title}", word) for word in wanted.text.split()),
        "held": not wanted.held or bool(story.open_holds),
        "inferred": not wanted.inferred or bool(story.inferred),
        "due": wanted.due_by is None or is_due(story, wanted.due_by),
    }
    return all(asked.values())


def _has(value: str, part: str) -> bool:
    return part.casefold() in value.casefold()
