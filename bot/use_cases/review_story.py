"""Saying what a story lacks, before anybody loads it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.audience import Visibility
from bot.domain.errors import StoryRejectedError
from bot.domain.holds import hidden_instructions
from bot.domain.review import StoryPart, is_brochure, missing_in, missing_parts
from bot.domain.story import Story
from bot.domain.structuring import inferred_lines
from bot.domain.text import sentences
from bot.ports.files import FileEntry, Files
from bot.ports.language import ProductTalk
from bot.ports.library import Defaults, PersonalData, StoryReader
from bot.use_cases.sort_stories import SortStories


@dataclass(frozen=True, slots=True)
class ReviewProblem:
    """Something that has to be mended, and where."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in one story. `rejected` means that it could not be read."""

    id: str = ""
    missing: Sequence[StoryPart] = ()
    brochure: bool = False
    personal_data: Sequence[str] = ()
    problems: Sequence[ReviewProblem] = ()
    inferred: Sequence[ReviewProblem] = ()  # what a load would work out, to look at
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Reviewers:
    """What looks at a text."""

    product_talk: ProductTalk
    personal_data: PersonalData
    sort: SortStories


class ReviewStory:
    """Reviews texts and story files; loads nothing."""

    def __init__(self, files: Files, readers: Sequence[StoryReader], reviewers: Reviewers) -> None:
        self._files = files
        self._readers = readers
        self._reviewers = reviewers

    def text(self, text: str) -> Review:
        """Review a plain text."""
        said = sentences(text)
        return Review(
            missing=missing_in(text),
            brochure=is_brochure(text, self._reviewers.product_talk.scores(said)),
            personal_data=self._personal_data(text),
            problems=[ReviewProblem(h.field, h.message) for h in hidden_instructions(text)],
        )

    async def files(self, paths: Sequence[str]) -> AsyncIterator[Review]:
        """Review the stories in files and folders, one by one."""
        for path in paths:
            walk = await self._files.walk(path)
            if not walk.found:
                yield _rejected(path, ("path", "There is no such file or folder. Check the path."))
            for entry in walk.files:
                for review in await self._file(entry):
                    yield review

    async def _file(self, entry: FileEntry) -> Sequence[Review]:
        name = Path(entry.name)
        reader = next((r for r in self._readers if r.reads(name)), None)
        if reader is None or name.name.startswith("_") or name.name == "README.md":
            if entry.root:
                return ()
            return [_rejected(entry.path, ("path", "This is no story file. Name one that is."))]
        [content] = await self._files.read([entry])
        if isinstance(content, OSError):
            return [_rejected(entry.path, ("path", f"It cannot be read: {content.strerror}."))]
        return self._content(entry, reader, content)

    def _content(self, entry: FileEntry, reader: StoryReader, content: bytes) -> Sequence[Review]:
        problems: list[ReviewProblem] = []
        try:
            stories = reader.read(entry.name, content, Defaults())
        except StoryRejectedError as error:
            problems = [ReviewProblem(*found) for found in error.problems]
            try:  # with a visibility filled in the rest can be reviewed all the same
                stories = reader.read(entry.name, content, Defaults(Visibility.INTERNAL))
            except StoryRejectedError as worse:
                return [_rejected(entry.path, *worse.problems)]
        return [self.story(story, problems) for story in self._reviewers.sort(stories)]

    def story(self, story: Story, problems: Sequence[ReviewProblem] = ()) -> Review:
        """Review a story as it was read; `problems` were found while reading it."""
        review = self.text("\n\n".join(story.facets.values()))
        holds = [ReviewProblem(h.field, h.message) for h in story.holds]
        return replace(
            review,
            id=story.id,
            missing=missing_parts(story),
            problems=list(dict.fromkeys([*problems, *holds, *review.problems])),
            inferred=[ReviewProblem(*line) for line in inferred_lines(story)],
        )

    def _personal_data(self, text: str) -> Sequence[str]:
        return list(dict.fromkeys(f.text for f in self._reviewers.personal_data.find(text)))


def _rejected(path: str, *problems: tuple[str, str]) -> Review:
    return Review(id=path, problems=[ReviewProblem(*found) for found in problems], rejected=True)
