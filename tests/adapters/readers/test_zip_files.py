"""ZIPs: a folder of files that came as one."""

from bot.adapters.readers.zip_files import ZipFiles
from tests.fakes.loading import PROSPECTS
from tests.fakes.made_files import AnyLibrary, word, zipped

GOOD = b"# Forty pumps\n\n## Problem\n\nNobody used them."
INSIDE = {
    "a/good.md": GOOD,
    "pumps.docx": word("Pumps of the clinic"),
    "wins.csv": b"title,problem\nA,x\nB,y\n",
    "bad.csv": b"title,problem,visibility\nA,x,all\n",
    "README.md": b"# Not a story",
    "_draft.md": GOOD,
    "photo.jpg": b"\xff\xd8\xff",
    "__MACOSX/._good.md": b"x",
    ".DS_Store": b"x",
}


async def load(library, *paths):
    lines = await library.run(*paths, defaults=PROSPECTS)
    library.worker.close()
    return sorted((line.path.removeprefix("stories/"), str(line.result)) for line in lines)


async def test_each_file_in_a_zip_loads_or_is_refused_by_itself():
    library = AnyLibrary({"bundle.zip": zipped(INSIDE), "other.md": GOOD})
    assert await load(library) == [
        ("bundle.zip/README.md", "skipped"),
        ("bundle.zip/_draft.md", "skipped"),
        ("bundle.zip/a/good.md", "added"),
        ("bundle.zip/bad.csv", "rejected"),
        ("bundle.zip/photo.jpg", "skipped"),
        ("bundle.zip/pumps.docx", "added"),
        ("bundle.zip/wins.csv", "added"),
        ("bundle.zip/wins.csv", "added"),
        ("other.md", "added"),
    ]


async def test_a_zip_that_is_named_loads_as_a_folder_would():
    library = AnyLibrary({"bundle.zip": zipped(INSIDE)})
    results = await load(library, "stories/bundle.zip")
    assert [result for _, result in results].count("added") == 4
    assert ("bundle.zip/_draft.md", "skipped") in results
    again = await load(library, "stories/bundle.zip")
    assert [result for _, result in again].count("unchanged") == 4


async def test_a_file_gone_from_a_zip_retires_its_story_and_a_broken_zip_retires_none():
    library = AnyLibrary({"bundle.zip": zipped({"one.md": GOOD, "two.md": GOOD})})
    await load(library)
    library.plain.files["stories/bundle.zip"] = zipped({"one.md": GOOD})[:-30]
    assert await load(library) == [("bundle.zip", "rejected")]
    library.plain.files["stories/bundle.zip"] = zipped({"one.md": GOOD})
    assert await load(library) == [
        ("bundle.zip/one.md", "unchanged"),
        ("bundle.zip/two.md", "retired"),
    ]


async def test_whether_a_file_is_still_in_a_zip_is_known_without_a_walk_before():
    library = AnyLibrary({"bundle.zip": zipped({"one.md": GOOD})})
    files = ZipFiles(library.plain, library.worker)
    keys = ("stories/bundle.zip/one.md", "stories/bundle.zip/two.md", "stories/no.zip/one.md")
    assert await files.exist(keys) == [True, False, False]
    library.worker.close()


async def test_a_file_in_a_zip_that_is_too_large_is_refused_by_itself():
    library = AnyLibrary({"bundle.zip": zipped({"huge.md": b"# T\n\nx " * 400_000, "a.md": GOOD})})
    assert await load(library) == [
        ("bundle.zip/a.md", "added"),
        ("bundle.zip/huge.md", "rejected"),
    ]
