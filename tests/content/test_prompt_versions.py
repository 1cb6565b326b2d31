"""Prompts are versioned files: the highest is live, one can be pinned, a bad one is named."""

import shutil
from pathlib import Path

import pytest

from bot.adapters.content.prompt_files import live_file, load_wording
from bot.domain.errors import ContentError

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"


@pytest.fixture
def folder(tmp_path):
    """A copy of the prompts that a test may change."""
    return Path(shutil.copytree(PROMPTS, tmp_path / "prompts"))


def test_all_prompts_load_and_say_their_versions():
    wording = load_wording(PROMPTS)
    assert set(wording.versions) == {
        "lines",
        "desk",
        "owner_lines",
        "person",
        "questions",
        "openings",
        "points",
        "waiting",
        "help",
    }
    assert all((PROMPTS / name / f"{v}.yaml").is_file() for name, v in wording.versions.items())


def test_the_highest_version_is_live_and_an_older_one_can_be_pinned(folder):
    """Ten comes after two."""
    for version in (2, 10):
        text = f'openings: [{{text: "Opening {version}.", about: approvals}}]'
        (folder / "openings" / f"v{version}.yaml").write_text(text)
    assert load_wording(folder).openings[0].text == "Opening 10."
    assert load_wording(folder, {"openings": 2}).openings[0].text == "Opening 2."
    assert load_wording(folder, {"openings": 2}).versions["openings"] == "v2"


def test_a_version_that_is_not_there_is_named(folder):
    with pytest.raises(ContentError, match=r"points has no v7"):
        load_wording(folder, {"points": 7})


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("questions", "starts_with: any", "start_with: any", "starts_with"),
        ("questions", "moment: early", "moment: soon", "moment"),
        ("questions", "field: situation", "field: weather", "field"),
        ("questions", "from start to finish?", "from start to finish", "text"),
        ("questions", "id: situation-how-it-arrives", "id: situation-one-case", "used twice"),
        ("points", "step by step,", "step by step?", "text"),
        ("openings", "about:", "abuot:", "about"),
        ("lines", "skip_ok:", "skip_ok: [", "not valid YAML"),
        ("lines", "skip_ok:", "skip_ok: words\nskipped:", "skip_ok"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(folder, name, old, new, said):
    path = live_file(folder / name, None)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=said) as caught:
        load_wording(folder)
    assert path.name in str(caught.value)
