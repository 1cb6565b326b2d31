"""A library in memory to load into."""

from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.text_stories import TextStories
from bot.domain.audience import Role, Visibility
from bot.ports.library import Defaults
from bot.use_cases.change_stories import Decision
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.look_over import LookOver
from tests.fakes.language import Content
from tests.fakes.library import NothingAlike
from tests.fakes.memory_library import (
    AsWritten,
    MemoryFiles,
    MemoryIndex,
    MemoryStories,
    NoPersonalData,
    StillClock,
)

PROSPECTS = Defaults(Visibility.PROSPECTS)


def story(title="The close", visibility="prospects", more="", text="It took nine days."):
    return (
        f"---\ntitle: {title}\nvisibility: {visibility}\n{more}\n---\n## Problem\n{text}".encode()
    )


def decision(story_id, by, why="", role=Role.OWNER, **more):
    """A decision of a content owner, unless another role is given."""
    return Decision(story_id, by, why, role, **more)


class Library:
    """A library in memory with a folder `stories`."""

    def __init__(self, **files):
        self.files = MemoryFiles({f"stories/{name}.md": file for name, file in files.items()})
        self.stories = MemoryStories()
        self.index = MemoryIndex()
        self.clock = StillClock()
        self.structurer = AsWritten()
        self.personal_data = NoPersonalData()
        self.readers = (MarkdownStories(), TextStories())

    @property
    def load(self):
        return LoadKnowledge(
            stories=self.stories,
            index=self.index,
            files=self.files,
            readers=self.readers,
            structurer=self.structurer,
            personal_data=self.personal_data,
            clock=self.clock,
            ref_secret=b"secret",
            look_over=LookOver(Content(), self.personal_data, NothingAlike()),
        )

    async def run(self, *paths, **changes):
        request = LoadRequest(paths or ("stories",), **changes)
        return [line async for line in self.load(request)]

    async def results(self, *paths, **changes):
        return {line.path: str(line.result) for line in await self.run(*paths, **changes)}

    def put(self, name, content):
        self.files.files[f"stories/{name}.md"] = content

    def drop(self, *names):
        for name in names:
            del self.files.files[f"stories/{name}.md"]
