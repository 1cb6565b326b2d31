"""Loading: nothing is shown by mistake, lost or doubled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audience import Visibility
from bot.domain.errors import StaleStoryError
from bot.ports.library import Finding
from bot.use_cases.load_run import LoadRequest
from tests.fakes.loading import Library, story
from tests.fakes.memory_library import (
    NoPersonalData,
)


async def test_holds_are_told_and_keep_the_story_from_outsiders():
    library = Library(a=story("A", visibility="public"))
    for _ in range(2):
        [line] = await library.run()
        assert line.problems[0].field == "consent"
    stored = library.stories.records["a"]
    assert stored.story.effective_visibility is Visibility.INTERNAL
    assert stored.outsiders is None
    assert {p.visibility for p in library.index.passages.values()} == {Visibility.INTERNAL}


async def test_a_consent_that_runs_out_later_holds_the_story_at_the_next_load():
    library = Library(a=story("A", more="consent: {scope: anonymised, until: 2026-12-01}"))
    assert await library.results() == {"stories/a.md": "added"}
    library.clock.moment += timedelta(days=30)
    assert await library.results() == {"stories/a.md": "updated"}
    assert library.stories.records["a"].outsiders is None
    assert await library.results() == {"stories/a.md": "unchanged"}


async def test_names_and_personal_data_are_replaced_before_anything_is_stored():
    class OneMail(NoPersonalData):
        def find(self, text):
            at = text.find("jo@x.example")
            return [Finding("email", "jo@x.example", at, "(e-mail left out)")] if at >= 0 else []

    text = "Northwind asked jo@x.example."
    library = Library(a=story("A", more="customer: Northwind\nshown_as: a group", text=text))
    library.personal_data = OneMail()
    await library.run()
    [passage] = library.index.passages.values()
    assert passage.text == "A group asked (e-mail left out)."
    assert library.index.names == {"a": "Northwind"}


async def test_a_name_that_its_owner_left_in_a_field_holds_the_story():
    library = Library(a=story("A", more="customer: Northwind\nshown_as: Northwind, a group"))
    [line] = await library.run()
    assert [problem.field for problem in line.problems] == ["shown_as", "consent"]
    assert library.stories.records["a"].outsiders is None


async def test_opaque_ids_are_stable_and_need_the_secret():
    library = Library(a=story("A"), b=story("B"))
    await library.run()
    refs = {i: stored.ref for i, stored in library.stories.records.items()}
    assert len(set(refs.values())) == 2
    assert all(len(ref) == 12 and ref != i for i, ref in refs.items())
    other = Library(a=story("A"))
    other_load = replace(other.load, ref_secret=b"other")
    assert [line async for line in other_load(LoadRequest(["stories"]))]
    assert other.stories.records["a"].ref != refs["a"]


@pytest.mark.parametrize("before_save", [True, False])
async def test_a_load_that_is_killed_shows_no_half_story_and_the_next_one_mends(before_save):
    """The index is written before the record and cleaned after it."""
    library = Library(a=story("A"))
    await library.run()
    library.put("a", story("A", text="It took ten days."))
    broken = "save" if before_save else "remove"
    target = library.stories if before_save else library.index
    whole = getattr(target, broken)

    async def killed(*args, **kwargs):
        raise KeyboardInterrupt

    setattr(target, broken, killed)
    with pytest.raises(KeyboardInterrupt):
        await library.run()
    version = library.stories.records["a"].version
    live = [p for p in library.index.passages.values() if p.version == version]
    assert [p.text for p in live] == ["It took nine days." if before_save else "It took ten days."]
    setattr(target, broken, whole)
    await library.run()
    assert [p.text for p in library.index.passages.values()] == ["It took ten days."]
    assert await library.index.known() == {"a": library.stories.records["a"].version}


async def test_sync_makes_the_index_follow_the_record():
    library = Library(a=story("A"), b=story("B"))
    await library.run()
    await library.index.remove(["a"])
    stale = replace(next(iter(library.index.passages.values())), story_id="gone")
    await library.index.put([stale], {})
    assert await library.load.sync() == 1
    assert await library.index.known() == {"a": 1, "b": 1}
    assert await library.load.sync() == 0


async def test_somebody_elses_change_meanwhile_is_not_overwritten():
    library = Library(a=story("A"))
    await library.run()
    library.put("a", story("A", text="New."))
    walk = library.files.walk

    async def walk_while_another_saves(path):
        old = library.stories.records["a"]
        await library.stories.save([replace(old, version=2)], None)
        return await walk(path)

    library.files.walk = walk_while_another_saves
    with pytest.raises(StaleStoryError):
        await library.run()


async def test_progress_is_told_file_by_file_in_batches():
    library = Library(**{f"s{n}": story(f"S{n}") for n in range(40)})
    seen = []
    request = LoadRequest(["stories"])
    assert len([line async for line in library.load(request, seen.append)]) == 40
    assert seen[-1].done == seen[-1].total == 40
    assert len(seen) > 1


async def test_the_same_file_by_two_paths_is_loaded_once():
    library = Library(a=story("A"))
    lines = await library.run("stories", "stories/a.md", "stories")
    assert [str(line.result) for line in lines] == ["added"]
