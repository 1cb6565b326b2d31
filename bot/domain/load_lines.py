"""What a load says of each file."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import StoryRejectedError
from bot.domain.review.notices import Notice
from bot.domain.rulings import note
from bot.domain.story import StoredStory
from bot.domain.structuring import inferred_lines


class LoadResult(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    RETIRED = "retired"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class LoadProblem:
    """Something for the owner to mend, and where. `holds`: till then no outsider reads it."""

    field: str
    message: str
    holds: bool = False


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One file, or one story of it. `id` is empty where there is no story."""

    path: str
    result: LoadResult
    id: str = ""
    problems: tuple[LoadProblem, ...] = ()
    inferred: tuple[LoadProblem, ...] = ()  # nothing is wrong; the owner may want to look


def rejected(path: str, error: StoryRejectedError) -> LoadLine:
    """Make the line of a file that was refused."""
    problems = tuple(LoadProblem(*found) for found in error.problems)
    return LoadLine(path, LoadResult.REJECTED, problems=problems)


def loaded(
    path: str, result: LoadResult, stored: StoredStory, notices: Iterable[Notice] = ()
) -> LoadLine:
    """Make the line of a story: what holds it back, what to mend, what was inferred."""
    problems = [LoadProblem(h.field, h.message, holds=True) for h in stored.story.open_holds]
    if out := note(stored):
        problems.insert(0, LoadProblem("status", out, holds=True))
    problems += [LoadProblem(notice.field, notice.message) for notice in notices]
    inferred = tuple(LoadProblem(*line) for line in inferred_lines(stored.story))
    return LoadLine(path, result, stored.story.id, tuple(dict.fromkeys(problems)), inferred)
