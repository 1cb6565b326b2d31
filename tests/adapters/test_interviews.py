"""Interviews under way: kept whole, found again, and read by nobody else."""

import stat
from dataclasses import replace

import pytest

from bot.adapters.local_interviews import LocalInterviews
from bot.domain.errors import SetupError
from bot.domain.interview import Interview
from bot.domain.interview_script import Teller
from tests.builders import NOW
from tests.fakes.interviews import MemoryInterviews

FULL = Interview(
    "20261120-abc123",
    Teller.CUSTOMER,
    NOW,
    "Jo 🦉",
    at="tried",
    answers={"happened": 'It was "full" \\ on Fridays.\nEach one.', "title": "---"},
    passed=frozenset({"size", "industry"}),
    unknown=frozenset({"ended"}),
    nudged=frozenset({"happened"}),
    adding=True,
    replaced=(("happened", "It was full."),),
)


@pytest.fixture(params=["memory", "files"])
def interviews(request, tmp_path):
    return MemoryInterviews() if request.param == "memory" else LocalInterviews(tmp_path / "kept")


async def test_an_interview_comes_back_equal(interviews):
    await interviews.save(FULL)
    assert await interviews.get(FULL.id) == FULL


async def test_the_one_saved_last_is_the_latest(interviews):
    assert await interviews.latest() is None
    other = replace(FULL, id="20261120-fff999")
    for interview in (FULL, other, replace(FULL, at="ended")):
        await interviews.save(interview)
    assert await interviews.latest() == replace(FULL, at="ended")


async def test_a_removed_interview_is_gone_and_removing_it_again_is_nothing(interviews):
    await interviews.save(FULL)
    await interviews.remove(FULL.id)
    await interviews.remove(FULL.id)
    assert await interviews.get(FULL.id) is None
    assert await interviews.latest() is None


async def test_a_file_is_for_its_owner_alone_and_stays_in_its_folder(tmp_path):
    kept = LocalInterviews(tmp_path / "kept")
    await kept.save(replace(FULL, id="../../x"))
    [file] = tmp_path.rglob("*.json")
    assert file.parent == tmp_path / "kept"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"id": 1}'])
async def test_a_broken_file_is_named_and_left_alone(tmp_path, content):
    file = tmp_path / "20261120-abc123.json"
    file.write_text(content)
    with pytest.raises(SetupError, match=r"20261120-abc123\.json cannot be read"):
        await LocalInterviews(tmp_path).latest()
    assert file.read_text() == content
