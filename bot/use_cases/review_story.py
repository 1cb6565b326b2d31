"""Saying what a story lacks, before anybody loads it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.audience import Visibility
from bot.domain.errors import StoryRejectedError
from bot.domain.holds import hidden_instructions
from bot.domain.retiring import is_live
from bot.domain.review.notices import Notice
from bot.domain.review.parts import StoryPart
from bot.domain.review.useful import Use, useful, useful_in, useful_notices
from bot.domain.story import Story
from bot.domain.structuring import inferred_lines
from bot.ports.files import FileEntry, Files
from bot.ports.library import Defaults, Stories, StoryFilter, StoryReader
from bot.ports.turns import Clock
from bot.use_cases.look_over import LookOver, story_text
from bot.use_cases.rendering import Rendering
from bot.use_cases.sort_stories import SortStories


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in one story. `rejected` means that it could not be read."""

    id: str = ""
    missing: Sequence[StoryPart] = ()
    brochure: bool = False
    personal_data: Sequence[str] = ()
    useful: Mapping[Use, bool] = field(default_factory=lambda: dict.fromkeys(Use, False))
    problems: Sequence[Notice] = ()
    inferred: Sequence[Notice] = ()  # what a load would work out, to look at
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class ReviewStory:
    """Reviews texts and story files; loads nothing."""

    files: Files
    readers: Sequence[StoryReader]
    sort: SortStories
    stories: Stories
    look_over: LookOver
    clock: Clock

    def text(self, text: str, key: str = "") -> Review:
        """Review a plain text; `key` names it where later ones are much the same."""
        looked, uses = self.look_over.text(text), useful_in(text)
        problems = [
            *(Notice(h.field, h.message) for h in hidden_instructions(text)),
            *looked.notices,
            *(self.look_over.alike(key, text) if key else ()),
            *useful_notices(uses),
        ]
        return Review(
            missing=looked.missing,
            brochure=looked.brochure,
            personal_data=looked.personal_data,
            useful=uses,
            problems=problems,
        )

    async def paths(self, paths: Sequence[str]) -> AsyncIterator[Review]:
        """Review the stories in files and folders, one by one."""
        records = await self.stories.all(StoryFilter())
        self.look_over.know({s.story.id: s.story for s in records if is_live(s)})
        for path in paths:
            walk = await self.files.walk(path)
            if not walk.found:
                yield _rejected(path, ("path", "There is no such file or folder. Check the path."))
            for entry in walk.files:
                for review in await self._file(entry):
                    yield review

    async def _file(self, entry: FileEntry) -> Sequence[Review]:
        name = Path(entry.name)
        reader = next((r for r in self.readers if r.reads(name)), None)
        if reader is None or name.name.startswith("_") or name.name == "README.md":
            if entry.root:
                return ()
            return [_rejected(entry.path, ("path", "This is no story file. Name one that is."))]
        [content] = await self.files.read([entry])
        if isinstance(content, OSError):
            return [_rejected(entry.path, ("path", f"It cannot be read: {content.strerror}."))]
        return await asyncio.to_thread(self._content, entry, reader, content)

    def _content(self, entry: FileEntry, reader: StoryReader, content: bytes) -> Sequence[Review]:
        problems: list[Notice] = []
        try:
            stories = reader.read(entry.name, content, Defaults())
        except StoryRejectedError as error:
            problems = [Notice(*found) for found in error.problems]
            try:  # with a visibility filled in the rest can be reviewed all the same
                stories = reader.read(entry.name, content, Defaults(Visibility.INTERNAL))
            except StoryRejectedError as worse:
                return [_rejected(entry.path, *worse.problems)]
        return [self.story(story, problems) for story in self.sort(stories)]

    def story(self, story: Story, problems: Sequence[Notice] = ()) -> Review:
        """Review a story as it was read; `problems` were found while reading it."""
        today = self.clock.now().date()
        held, _ = Rendering(self.look_over.personal_data).render(story, "", today)
        looked, uses = self.look_over.story(story, today), useful(story)
        found = [
            *problems,
            *(Notice(hold.field, hold.message) for hold in held.holds),
            *looked.notices,
            *self.look_over.alike(story.id, story_text(story)),
            *useful_notices(uses),
        ]
        return Review(
            id=story.id,
            missing=looked.missing,
            brochure=looked.brochure,
            personal_data=looked.personal_data,
            useful=uses,
            problems=list(dict.fromkeys(found)),
            inferred=[Notice(*line) for line in inferred_lines(story)],
        )


def _rejected(path: str, *problems: tuple[str, str]) -> Review:
    return Review(id=path, problems=[Notice(*found) for found in problems], rejected=True)
