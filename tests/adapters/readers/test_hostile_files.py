"""Files that mean harm: each costs itself alone, and neither time nor memory gets away."""

import logging
import time
from pathlib import Path

import psutil
import pytest

from bot.adapters.local_files import LocalFiles
from bot.adapters.readers.worker_process import Limits
from bot.adapters.readers.zip_files import ZipFiles
from bot.use_cases.load_run import LoadRequest
from tests.fakes.hostile_files import harmless, hostile
from tests.fakes.loading import PROSPECTS
from tests.fakes.made_files import AnyLibrary, word

MOST_GROWTH = 300_000_000
GOOD = {"a-good.docx": word("First"), "z-good.docx": word("Last")}


@pytest.fixture(scope="module")
def bad_files():
    return hostile()


async def test_hostile_files_are_refused_with_what_to_do_and_the_others_load(bad_files, caplog):
    library = AnyLibrary(GOOD | bad_files, Limits(seconds=20))
    before = psutil.Process().memory_info().rss
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        lines = {line.path: line for line in await library.run(defaults=PROSPECTS)}
    library.worker.close()
    assert psutil.Process().memory_info().rss - before < MOST_GROWTH
    assert time.monotonic() - began < 120
    assert {p for p, line in lines.items() if str(line.result) == "added"} == {
        f"stories/{name}" for name in GOOD
    }
    assert set(lines) == {f"stories/{name}" for name in GOOD | bad_files}
    for name in bad_files:
        [problem, *_] = lines[f"stories/{name}"].problems
        assert problem.message.endswith((".", "?"))
        assert "Error" not in problem.message, name
    assert caplog.records == []  # nothing fell through to the last resort


async def test_files_that_look_like_trouble_are_read_harmlessly_or_refused(caplog):
    files = harmless()
    library = AnyLibrary(GOOD | files, Limits(seconds=20))
    with caplog.at_level(logging.WARNING):
        lines = await library.run(defaults=PROSPECTS)
    library.worker.close()
    results = {line.path: str(line.result) for line in lines}
    assert {results[f"stories/{name}"] for name in GOOD} == {"added"}
    assert results["stories/nested.zip/good.md"] == "added"
    assert results["stories/nested.zip/inner.zip"] == "rejected"
    assert set(results.values()) <= {"added", "rejected"}
    told = " ".join(t for s in library.stories.records.values() for t in s.story.facets.values())
    assert "root:" not in told
    assert caplog.records == []


async def test_files_that_are_far_too_large_are_never_read_whole(tmp_path):
    for name in ("huge.md", "huge.docx", "huge.zip", "huge.csv"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(200_000_000)
    (tmp_path / "good.docx").write_bytes(word())
    library = AnyLibrary({})
    library.files = ZipFiles(LocalFiles(), library.worker)
    before = psutil.Process().memory_info().rss
    request = LoadRequest([str(tmp_path)], PROSPECTS)
    lines = {Path(line.path).name: line async for line in library.load(request)}
    library.worker.close()
    assert psutil.Process().memory_info().rss - before < 200_000_000
    assert str(lines.pop("good.docx").result) == "added"
    assert {"200.0 MB" in line.problems[0].message for line in lines.values()} == {True}
