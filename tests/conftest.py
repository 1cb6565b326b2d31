"""Set-up that all tests share."""

import asyncio
import hashlib
import shutil
import time
from pathlib import Path

import pytest
import pytest_asyncio
from filelock import FileLock
from hypothesis import settings

from bot.adapters.embedding.weights import WeightsMissingError
from bot.bootstrap import open_app
from bot.settings import CONTENT, Settings
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.open_rooms import EveryRep

# The same examples on every machine and at every run.
settings.register_profile("tests", database=None, deadline=None, derandomize=True, max_examples=60)
# Thousands of worlds, other ones at every run: pytest tests/properties --hypothesis-profile=worlds
settings.register_profile("worlds", database=None, deadline=None, max_examples=1250)
settings.load_profile("tests")

PREPARED = CONTENT / ".groundwork" / "models"


@pytest.fixture(scope="session")
def sample_data(request):
    """A data folder with the model prepared and the sample stories loaded; copy it, don't write.

    Made once for all processes of a run, and kept for later runs of the same stories and code.
    """
    kept = request.config.cache.mkdir("sample-data")
    folder = kept / _digest()
    with FileLock(kept / "lock"):
        if not folder.is_dir():
            _forget_old(kept)
            _make(folder)
    return folder


def _digest():
    files = [*(CONTENT / "knowledge" / "stories").iterdir(), *(CONTENT / "bot").rglob("*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]


def _forget_old(kept):
    """Others may still run on what was made today."""
    for folder in kept.iterdir():
        if folder.is_dir() and folder.stat().st_mtime < time.time() - 86_400:
            shutil.rmtree(folder)


def _make(folder):
    """Load beside its place, and put it there when it is whole."""
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    if PREPARED.is_dir():
        (unfinished / "models").symlink_to(PREPARED)  # made at set-up; it never changes

    async def load():
        async with open_app(Settings(data_dir=unfinished)) as app:
            request = LoadRequest([str(CONTENT / "knowledge" / "stories")])
            return [line async for line in app.load(request)]

    try:
        lines = asyncio.run(load())
    except WeightsMissingError as error:
        pytest.skip(f"the model's weights are not installed: {error}")
    assert not [p for line in lines for p in line.problems if p.holds]
    unfinished.rename(folder)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def app(sample_data, tmp_path_factory):
    """The application on a copy of the prepared library; one for each file of tests."""
    folder = copied(sample_data, tmp_path_factory.mktemp("dialogs") / "data")
    async with open_app(Settings(data_dir=folder)) as opened:
        opened.members["test"] = EveryRep()
        yield opened


def copied(sample_data, folder):
    """Copy the prepared data for a test that writes to it."""
    shutil.copytree(sample_data, folder, copy_function=_link_models)
    return folder


def _link_models(source, target):
    """The prepared model is large and never changes: a link will do."""
    if "models" in Path(source).parts:
        Path(target).symlink_to(source)
    else:
        shutil.copy2(source, target)
