"""What a load says of each file."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import StoryRejectedError
from bot.domain.story import Story
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
    """Something for the owner to mend, and where."""

    field: str
    message: str


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


def loaded(path: str, result: LoadResult, story: Story) -> LoadLine:
    """Make the line of a story, with what holds it back and what was inferred."""
    problems = tuple(LoadProblem(hold.field, hold.message) for hold in story.holds)
    inferred = tuple(LoadProblem(*line) for line in inferred_lines(story))
    return LoadLine(path, result, story.id, problems, inferred)
