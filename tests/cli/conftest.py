"""Commands as a person runs them: a command line in, exit code and both outputs out."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.cli.app import run


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def rows(self):
        """Standard output as JSON lines; anything else on it fails."""
        return [json.loads(line) for line in self.out.splitlines()]


Groundwork = Callable[..., Ran]


@pytest.fixture
def groundwork(capsys, monkeypatch, tmp_path) -> Groundwork:
    """Runs a command in this process, in an empty folder and without the developer's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA_DIR", "DATABASE_URL", "KNOWLEDGE_DIR", "PORT", "HOST"):
        monkeypatch.delenv(f"GROUNDWORK_{name}", raising=False)

    def command(*arguments) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def lines(tmp_path):
    """Writes a file of JSON lines; a text is written as it is."""

    def write(*rows):
        file = tmp_path / "lines.jsonl"
        texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file.write_text("".join(f"{text}\n" for text in texts), "utf-8")
        return file

    return write


@pytest.fixture(scope="session")
def shelf(sample_data, tmp_path_factory):
    """A data folder with the sample stories, for commands that change nothing in the library."""
    return copied(sample_data, tmp_path_factory.mktemp("shelf") / "data")


@pytest.fixture
def bare(sample_data, tmp_path):
    """A data folder with nothing but the model."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to((sample_data / "models").resolve())
    return folder


def copied(data, folder):
    """Copy a data folder; the model is large and never changes, so a link to it will do."""
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("models"))
    (folder / "models").symlink_to((data / "models").resolve())
    return folder
