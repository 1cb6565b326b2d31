"""One worker for all tests that only read."""

import pytest

from bot.adapters.readers.isolated_stories import IsolatedStories
from bot.adapters.readers.worker_process import WorkerProcess
from bot.domain.errors import StoryRejectedError
from tests.fakes.loading import PROSPECTS


@pytest.fixture(scope="session")
def worker():
    worker = WorkerProcess()
    yield worker
    worker.close()


@pytest.fixture
def read(worker):
    def run(name, content, defaults=PROSPECTS):
        content = content.encode() if isinstance(content, str) else content
        return IsolatedStories(worker).read(name, content, defaults)

    return run


@pytest.fixture
def refused(read):
    def run(name, content):
        with pytest.raises(StoryRejectedError) as caught:
            read(name, content)
        return dict(caught.value.problems)

    return run
