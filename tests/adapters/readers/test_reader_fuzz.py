"""Whatever is in a file, a reader gives stories or says why not."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.adapters.readers.isolated_stories import FORMATS
from bot.domain.errors import StoryRejectedError
from tests.fakes import made_files as made
from tests.fakes.loading import PROSPECTS

SEEDS = {
    ".docx": made.word(),
    ".pptx": made.slides(),
    ".xlsx": made.sheet(*made.WINS),
    ".pdf": made.pdf(),
    ".eml": made.mail("A clinic.\n\nOutcome\nUsed."),
    ".vtt": made.TRANSCRIPT.encode(),
    ".srt": made.SUBTITLES.encode(),
    ".html": made.PAGE.encode(),
    ".csv": b"title,problem\nA,x\n",
    ".json": b'[{"title": "A", "text": "x"}]',
    ".yaml": b"- title: A\n  text: x\n",
    ".zip": made.zipped({"a.md": "# T\n\nText."}),
}
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def attempt(worker):
    readers = made.readers_of(worker)

    def run(name, content):
        reader = next(reader for reader in readers if reader.reads(Path(name)))
        with suppress(StoryRejectedError):
            assert reader.read(name, content, PROSPECTS)

    return run


@pytest.mark.parametrize("suffix", sorted({*FORMATS, ".md", ".txt", ".zip", ".doc"}))
@given(content=some.binary(max_size=3_000))
@FEW
def test_noise_is_refused_or_read(attempt, suffix, content):
    attempt(f"a{suffix}", content)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@given(data=some.data())
@FEW
def test_damaged_files_are_refused_or_read(attempt, suffix, data):
    content = bytearray(SEEDS[suffix])
    for _ in range(data.draw(some.integers(1, 8))):
        at = data.draw(some.integers(0, len(content) - 1))
        content[at : at + data.draw(some.integers(0, 3))] = data.draw(some.binary(max_size=4))
    attempt(f"a{suffix}", bytes(content))
