"""The repository as a home: what newcomers and their tools find at the top."""

import re
import subprocess
import tomllib

import pytest

from bot.settings import CONTENT, Settings

LOCKS = sorted((CONTENT / "requirements").glob("*.txt"))


def test_the_example_of_settings_lists_all_with_their_description():
    text = (CONTENT / ".env.example").read_text("utf-8").lower()
    missing = [
        name
        for name, field in Settings.model_fields.items()
        if f"#groundwork_{name}=" not in text or (field.description or "?").lower() not in text
    ]
    assert missing == []


def test_the_example_of_settings_sets_nothing():
    lines = (CONTENT / ".env.example").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines if line.strip())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_by_hash_and_names_no_registry(lock):
    text = lock.read_text("utf-8")
    pins = re.findall(
        r"^[A-Za-z0-9][\w.\[\]-]*==\S+.*?(?=^[A-Za-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:", text)


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((CONTENT / "pyproject.toml").read_text("utf-8"))
    locked = {
        name: {
            line.partition("==")[0].partition("[")[0].lower()
            for line in (CONTENT / "requirements" / f"{name}.txt").read_text().splitlines()
            if "==" in line and not line.startswith((" ", "#"))
        }
        for name in ("run", "dev")
    }
    groups = project["dependency-groups"]
    asked = {
        "run": [*project["project"]["dependencies"], *groups["build"]],
        "dev": [*project["project"]["dependencies"], *groups["build"], *groups["dev"]],
    }
    for lock, wanted in asked.items():
        names = {re.split(r"[\[<>=!~ ]", want)[0].lower().replace("_", "-") for want in wanted}
        assert names <= locked[lock]


def test_the_same_versions_run_and_are_tested():
    """The tests' lock holds every pin of the other."""
    pin = re.compile(r"^([\w.\[\]-]+==[^\s;]+)", re.MULTILINE)
    folder = CONTENT / "requirements"
    run, dev = (set(pin.findall((folder / f).read_text())) for f in ("run.txt", "dev.txt"))
    assert run <= dev


def test_make_lists_its_commands():
    told = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=CONTENT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for command in (
        "setup",
        "run",
        "test",
        "chat",
        "check",
        "format",
        "lock",
        "bench",
        "audit-deps",
        "fuzz",
    ):
        assert re.search(rf"^  make {command} +\w", told, re.MULTILINE)
