"""The web channel in front of a small world."""

import pytest

from tests.fakes.browser import app_of, browser
from tests.fakes.talk import FakeTalk


@pytest.fixture
def talk():
    return FakeTalk()


@pytest.fixture
async def web(talk):
    async with browser(app_of(talk)) as client:
        yield client
