"""Loading: what a folder has lost, and what flags may fill in."""

from dataclasses import replace

import pytest

from bot.domain.audience import Visibility
from bot.domain.load_lines import LoadResult
from bot.domain.story import Status
from bot.ports.library import Defaults
from tests.fakes.loading import PROSPECTS, Library, story


async def test_a_file_gone_from_its_folder_retires_the_story():
    library = Library(a=story("A"), b=story("B"))
    await library.run()
    library.drop("b")
    assert await library.results() == {"stories/a.md": "unchanged", "stories/b.md": "retired"}
    assert library.stories.records["b"].story.status is Status.RETIRED
    assert {p.story_id for p in library.index.passages.values()} == {"a"}
    assert await library.results() == {"stories/a.md": "unchanged"}


async def test_a_file_that_comes_back_is_added_again():
    library = Library(a=story("A"), b=story("B"))
    await library.run()
    library.drop("b")
    await library.run()
    library.put("b", story("B"))
    assert (await library.results())["stories/b.md"] == "added"
    assert library.stories.records["b"].version == 3


async def test_only_the_folder_that_loaded_a_story_can_retire_it():
    library = Library(a=story("A"))
    library.files.files["elsewhere/b.md"] = story("B")
    library.files.files["single.md"] = story("S")
    await library.run("stories", "elsewhere", "single.md")
    library.files.files = {"stories/c.md": story("C")}
    library.files.folders = ("elsewhere",)
    await library.run("stories")
    status = {i: s.story.status for i, s in library.stories.records.items()}
    assert [i for i in status if status[i] is Status.RETIRED] == ["a"]


async def test_a_story_loaded_by_itself_is_taken_over_by_its_folder():
    library = Library(a=story("A"))
    await library.run("stories/a.md")
    assert await library.results("stories") == {"stories/a.md": "unchanged"}
    library.drop("a")
    library.put("b", story("B"))
    assert (await library.results("stories"))["stories/a.md"] == "retired"


async def test_when_many_are_gone_nothing_is_retired_without_prune():
    """A folder that is not mounted must not empty the library."""
    names = [f"s{n}" for n in range(10)]
    library = Library(**{name: story(name) for name in names})
    await library.run()
    library.drop(*names[:4])
    lines = [line for line in await library.run() if line.problems]
    assert [(line.id, str(line.result)) for line in lines] == [(n, "skipped") for n in names[:4]]
    assert all("--prune" in line.problems[0].message for line in lines)
    assert all(s.story.status is Status.APPROVED for s in library.stories.records.values())
    assert list((await library.results(prune=True)).values()).count("retired") == 4


@pytest.mark.parametrize(
    ("there", "gone", "retired"), [(4, 3, True), (20, 4, True), (19, 4, False)]
)
async def test_many_is_more_than_three_and_more_than_a_fifth(there, gone, retired):
    names = [f"s{n}" for n in range(there)]
    library = Library(**{name: story(name) for name in names})
    await library.run()
    library.drop(*names[:gone])
    results = list((await library.results()).values())
    assert results.count("retired") == (gone if retired else 0)


async def test_a_folder_that_is_not_there_retires_nothing():
    library = Library(a=story("A"))
    await library.run()
    library.files.files = {}
    [line] = await library.run()
    assert (line.result, line.problems[0].field) == (LoadResult.REJECTED, "path")
    assert library.index.passages


async def test_a_subfolder_that_cannot_be_looked_into_retires_nothing():
    library = Library(a=story("A"), b=story("B"))
    await library.run()
    library.drop("b")
    walk = await library.files.walk("stories")

    async def half_blind(path):
        return replace(walk, unread=("stories/locked",))

    library.files.walk = half_blind
    assert await library.results() == {"stories/a.md": "unchanged", "stories/locked": "rejected"}


async def test_a_story_that_somebody_retired_stays_so():
    library = Library(a=story("A"))
    await library.run()
    old = library.stories.records["a"]
    retired = replace(old, story=replace(old.story, status=Status.RETIRED), version=2)
    await library.stories.save([retired], None)
    assert await library.results() == {"stories/a.md": "unchanged"}
    assert library.stories.records["a"].story.status is Status.RETIRED
    assert not library.index.passages


async def test_a_file_may_retire_its_own_story():
    library = Library(a=story("A"))
    await library.run()
    library.put("a", story("A", more="status: retired"))
    assert await library.results() == {"stories/a.md": "retired"}
    assert not library.index.passages


async def test_flags_fill_gaps_and_never_widen():
    library = Library(a=b"# A\n\nText", b=story("B", visibility="internal"))
    await library.run(defaults=Defaults(Visibility.PUBLIC, Status.DRAFT))
    a, b = (library.stories.records[i].story for i in "ab")
    assert (a.visibility, a.status) == (Visibility.PUBLIC, Status.DRAFT)
    assert b.visibility is Visibility.INTERNAL


async def test_another_flag_changes_only_stories_that_it_fills():
    library = Library(a=b"# A\n\nText", b=story("B"))
    await library.run(defaults=PROSPECTS)
    results = await library.results(defaults=Defaults(Visibility.INTERNAL))
    assert results == {"stories/a.md": "updated", "stories/b.md": "unchanged"}
