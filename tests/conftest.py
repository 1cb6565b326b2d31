"""Set-up that all tests share."""

import asyncio
import hashlib
import shutil
from pathlib import Path

import pytest
import pytest_asyncio
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

    Kept between runs while the stories stay the same, so a second run begins at once.
    """
    files = sorted((CONTENT / "knowledge" / "stories").iterdir())
    texts = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    folder = request.config.cache.mkdir(f"sample-data-{texts[:12]}")
    if PREPARED.is_dir() and not (folder / "models").exists():
        (folder / "models").symlink_to(PREPARED)  # made at set-up; it never changes

    async def prepare():
        async with open_app(Settings(data_dir=folder)) as app:
            request = LoadRequest([str(CONTENT / "knowledge" / "stories")])
            return [line async for line in app.load(request)]

    try:
        lines = asyncio.run(prepare())
    except WeightsMissingError as error:
        pytest.skip(f"the model's weights are not installed: {error}")
    assert not [p for line in lines for p in line.problems if p.holds]
    return folder


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
