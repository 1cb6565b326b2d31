"""Loading again when files change: what is new is said, once."""

from asyncio import Event
from dataclasses import replace

import pytest

from bot.domain.errors import StaleStoryError
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.watch_knowledge import WatchKnowledge
from tests.fakes.loading import Library, story


class Script:
    """Runs one step after another, and tells of a change after each."""

    def __init__(self, *steps):
        self.steps = steps

    async def __call__(self, paths, stop):
        yield
        for step in self.steps:
            step()
            yield


async def said(library, *steps):
    watch = WatchKnowledge(library.load, Script(*steps))
    lines = [line async for line in watch(LoadRequest(["stories"]), Event())]
    return [(line.path, str(line.result)) for line in lines]


async def test_the_first_load_is_told_whole_and_then_what_changed():
    library = Library(a=story("A"), b=story("B"), README=b"# Notes")
    steps = (
        lambda: library.put("a", story("A", text="It took ten days.")),
        lambda: None,
        lambda: library.drop("b"),
    )
    assert await said(library, *steps) == [
        ("stories/README.md", "skipped"),
        ("stories/a.md", "added"),
        ("stories/b.md", "added"),
        ("stories/a.md", "updated"),
        ("stories/b.md", "retired"),
    ]


async def test_a_file_that_is_broken_is_told_once_and_again_when_it_is_whole():
    library = Library(a=story("A"))
    steps = (
        lambda: library.put("a", b"---\ntitle: [half"),
        lambda: None,
        lambda: library.put("a", story("A")),
    )
    assert [result for _, result in await said(library, *steps)] == [
        "added",
        "rejected",
        "unchanged",
    ]


async def test_files_that_are_lost_in_numbers_are_told_and_kept():
    names = [f"s{n}" for n in range(9)]
    library = Library(**{name: story(name) for name in names})
    lines = await said(library, lambda: library.drop(*names[:4]))
    assert [result for _, result in lines[9:]] == ["skipped"] * 4
    assert len(await library.index.known()) == 9


@pytest.mark.parametrize("times", [1, 9])
async def test_a_story_that_another_saves_at_the_same_time_is_tried_again(times):
    library = Library(a=story("A"))
    save, late = library.stories.save, [None] * times

    async def late_at_first(stories, change):
        if late:
            late.pop()
            raise StaleStoryError("changed meanwhile")
        return await save(stories, change)

    library.stories.save = late_at_first
    watch = WatchKnowledge(replace(library.load), Script())
    lines = watch(LoadRequest(["stories"]), Event())
    if times == 1:
        assert [str(line.result) async for line in lines] == ["added"]
    else:
        with pytest.raises(StaleStoryError):
            await anext(lines)
