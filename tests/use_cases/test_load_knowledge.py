"""Loading: what becomes of each file, and what is never lost, doubled or shown by mistake."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.text_stories import TextStories
from bot.domain.audience import Visibility
from bot.domain.errors import StaleStoryError
from bot.domain.load_lines import LoadResult
from bot.domain.story import Status
from bot.ports.library import Defaults, Finding
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest
from tests.fakes.memory_library import (
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


class Library:
    """A library in memory with a folder `stories`."""

    def __init__(self, **files):
        self.files = MemoryFiles({f"stories/{name}.md": file for name, file in files.items()})
        self.stories = MemoryStories()
        self.index = MemoryIndex()
        self.clock = StillClock()
        self.personal_data = NoPersonalData()

    @property
    def load(self):
        return LoadKnowledge(
            stories=self.stories,
            index=self.index,
            files=self.files,
            readers=(MarkdownStories(), TextStories()),
            personal_data=self.personal_data,
            clock=self.clock,
            ref_secret=b"secret",
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


async def test_a_second_load_changes_nothing():
    library = Library(a=story("A"), b=story("B"))
    assert await library.results() == {"stories/a.md": "added", "stories/b.md": "added"}
    before = dict(library.stories.records), dict(library.index.passages)
    assert await library.results() == {"stories/a.md": "unchanged", "stories/b.md": "unchanged"}
    assert (library.stories.records, library.index.passages) == before
    assert library.stories.version == 1


async def test_an_edited_file_becomes_a_new_version_and_the_old_one_leaves_the_index():
    library = Library(a=story("A"))
    await library.run()
    library.put("a", story("A", text="It took ten days."))
    assert await library.results() == {"stories/a.md": "updated"}
    assert library.stories.records["a"].version == 2
    assert [(p.version, p.text) for p in library.index.passages.values()] == [
        (2, "It took ten days.")
    ]
    assert [stored.version for stored, _ in library.stories.history] == [1, 2]


async def test_bad_files_are_refused_with_field_and_remedy_and_the_others_load():
    library = Library(
        bad_yaml=b"---\ntitle: [\n---\nText",
        no_title=b"---\nvisibility: internal\n---\nText",
        encoding="# Gr\xf6\xdfe\n\nText".encode("latin-1"),
        visibility=story("V", visibility="prospect"),
        empty=b"",
        large=b"# T\n\n" + b"x" * 20_000_000,
        binary=b"\x89PNG\r\n\x1a\n\x00\x01",
        good=story("Good"),
    )
    lines = {line.path.partition("/")[2]: line for line in await library.run(defaults=PROSPECTS)}
    fields = {name: line.problems[0].field for name, line in lines.items() if line.problems}
    assert fields == {
        "bad_yaml.md": "front matter",
        "no_title.md": "title",
        "encoding.md": "encoding",
        "visibility.md": "visibility",
        "empty.md": "file",
        "large.md": "file",
        "binary.md": "file",
    }
    assert all(lines[name].result is LoadResult.REJECTED for name in fields)
    assert all(lines[name].problems[0].message.endswith((".", "internal")) for name in fields)
    assert "20.0 MB" in lines["large.md"].problems[0].message
    assert lines["good.md"].result is LoadResult.ADDED
    assert list(library.stories.records) == ["good"]


async def test_a_file_that_is_broken_by_an_edit_keeps_its_last_good_story():
    library = Library(a=story("A"))
    await library.run()
    library.put("a", story("A", visibility="prospect"))
    assert await library.results() == {"stories/a.md": "rejected"}
    assert library.stories.records["a"].story.status is Status.APPROVED
    assert library.index.passages


async def test_a_file_that_cannot_be_read_is_refused_and_retires_nothing():
    library = Library(a=story("A"))
    await library.run()

    async def read(entries):
        return [PermissionError(13, "Permission denied") for _ in entries]

    library.files.read = read
    [line] = await library.run()
    assert line.problems[0].message.startswith("It cannot be read: Permission denied.")
    assert library.stories.records["a"].version == 1


async def test_a_fault_in_a_reader_costs_one_file():
    class Faulty(MarkdownStories):
        def read(self, name, content, defaults):
            if name == "a.md":
                raise RecursionError
            return super().read(name, content, defaults)

    library = Library(a=story("A"), b=story("B"))
    load = replace(library.load, readers=(Faulty(),))
    lines = [line async for line in load(LoadRequest(["stories"]))]
    assert [str(line.result) for line in lines] == ["rejected", "added"]


async def test_notes_and_other_kinds_are_skipped_in_a_folder():
    library = Library(a=story("A"), _template=story("T"), README=b"# Notes\n\nText")
    library.files.files |= {"stories/_old/b.md": story("B"), "stories/picture.png": b"\x89PNG"}
    assert await library.results() == {
        "stories/README.md": "skipped",
        "stories/_old/b.md": "skipped",
        "stories/_template.md": "skipped",
        "stories/a.md": "added",
        "stories/picture.png": "skipped",
    }


async def test_what_is_named_itself_is_read_or_refused():
    library = Library(_template=story("T"))
    library.files.files["picture.png"] = b"\x89PNG"
    results = await library.results("stories/_template.md", "picture.png", "nowhere")
    assert results == {
        "stories/_template.md": "added",
        "picture.png": "rejected",
        "nowhere": "rejected",
    }


async def test_the_same_id_from_another_path_is_refused():
    library = Library(a=story("A"))
    await library.run()
    library.put("b", story("Other", more="id: a"))
    lines = {line.path: line for line in await library.run()}
    assert lines["stories/b.md"].result is LoadResult.REJECTED
    assert lines["stories/b.md"].problems[0].field == "id"
    assert "stories/a.md" in lines["stories/b.md"].problems[0].message
    assert library.stories.records["a"].story.title == "A"


async def test_two_files_of_one_load_cannot_share_an_id():
    library = Library(a=story("A", more="id: x"), b=story("B", more="id: x"))
    assert await library.results() == {"stories/a.md": "added", "stories/b.md": "rejected"}


async def test_a_file_that_has_moved_keeps_its_story():
    library = Library(a=story("A", more="id: x"))
    await library.run()
    library.put("b", library.files.files["stories/a.md"])
    library.drop("a")
    assert await library.results() == {"stories/b.md": "updated"}
    assert library.stories.records["x"].path == "stories/b.md"
    assert await library.results() == {"stories/b.md": "unchanged"}


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
    assert [problem.field for problem in line.problems] == ["shown_as"]
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
