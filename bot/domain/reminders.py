"""What owners are reminded of, once for each story and date, and who is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.retiring import is_live
from bot.domain.story import StoredStory, Story

AHEAD = timedelta(days=14)
WEEK = timedelta(days=7)


class Due(StrEnum):
    """What an owner is told unasked; the kind of the timer that says so."""

    DATES = "owners_dates"
    DIGEST = "owners_digest"


class Date(StrEnum):
    """What a date of a story is of."""

    REVIEW = "review"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A date of a story that nears, or has passed."""

    of: Date
    story: Story
    on: date

    @property
    def key(self) -> str:
        """Names it for ever: nobody is reminded of the same twice."""
        return f"{self.of}:{self.story.id}:{self.on.isoformat()}"


def reminders_of(records: Sequence[StoredStory], today: date) -> list[Reminder]:
    """Give the dates that near, of all stories that are in the library, the earliest first."""
    near = [r for s in records if is_live(s) for r in _dates(s.story) if r.on <= today + AHEAD]
    return sorted(near, key=lambda r: (r.on, r.story.id))


def _dates(story: Story) -> Iterator[Reminder]:
    until = story.consent.until if story.consent else None
    for of, on in ((Date.REVIEW, story.review_by), (Date.CONSENT, until)):
        if on is not None:
            yield Reminder(of, story, on)


def minders_of(story: Story, owners: Mapping[str, str]) -> Sequence[str]:
    """Give who is reminded of a story: its owner where that is one of them, else all of them.

    `owners` are the names of the content owners by their ids.
    """
    named = story.owner.casefold().strip()
    own = [i for i, name in owners.items() if named and named in (i.casefold(), name.casefold())]
    return own or list(owners)


def told_key(due: Due, today: date, person_id: str) -> str:
    """Name what one person is told for ever: dates once a day at most, gaps once a week."""
    year, week, _ = today.isocalendar()
    when = today.isoformat() if due is Due.DATES else f"{year}-{week:02}"
    return f"owners:{due}:{when}:{person_id}"


def reminder_page(reminders: Sequence[Reminder]) -> str:
    """Write down the dates of several stories, as Markdown."""
    lines = ["# Dates that near", ""]
    for r in reminders:
        what = "to be read again by" if r.of is Date.REVIEW else "consent until"
        lines.append(f"- {r.on.isoformat()}: {r.story.title} ({what})")
    return "\n".join([*lines, "", "Write review and a title to see one of them."]) + "\n"
