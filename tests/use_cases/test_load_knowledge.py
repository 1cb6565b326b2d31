"""Loading: what becomes of each file."""

from dataclasses import replace

from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.domain.load_lines import LoadResult
from bot.domain.story import Status
from bot.use_cases.load_run import LoadRequest
from tests.fakes.loading import PROSPECTS, Library, story


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
