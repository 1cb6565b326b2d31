"""What a load says of each file."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import StoryRejectedError
from bot.domain.review.notices import Notice
from bot.domain.story import Story


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


def rejected(path: str, error: StoryRejectedError) -> LoadLine:
    """Make the line of a file that was refused."""
    problems = tuple(LoadProblem(*found) for found in error.problems)
    return LoadLine(path, LoadResult.REJECTED, problems=problems)


def loaded(
    path: str, result: LoadResult, story: Story, notices: Iterable[Notice] = ()
) -> LoadLine:
    """Make the line of a story, with what holds it back and then what else is to be mended."""
    problems = [LoadProblem(hold.field, hold.message, holds=True) for hold in story.holds]
    problems += [LoadProblem(notice.field, notice.message) for notice in notices]
    return LoadLine(path, result, story.id, tuple(dict.fromkeys(problems)))
