"""Wrong usage and wrong settings: exit code 2 and one line that says what to do, never more."""

import re
import subprocess
import sys
import time

import pytest

from bot.cli.app import COMMANDS
from bot.settings import CONTENT

WRONG = [
    [],
    ["serf"],
    ["--colour"],
    ["load"],
    ["load", "x", "--visibility", "everyone"],
    ["load", "x", "--status", "done"],
    ["review"],
    ["review", "x", "--batch", "y"],
    ["search"],
    ["search", "x", "--batch", "y"],
    ["search", "x", "--as", "boss"],
    ["search", "x", "-k", "0"],
    ["search", "--batch", "missing.jsonl"],
    ["listen"],
    ["listen", "--batch", "."],
    ["check"],
    ["replay"],
    ["replay", "missing.jsonl"],
    ["chat", "--place", "moon"],
    ["people", "add", "slack:U1"],
    ["people", "add", "slack:U1", "--role", "prospect"],
    ["serve", "--port", "eighty"],
    ["serve", "--port", "70000"],
    ["bench", "everything"],
    ["bench", "quality"],
    ["bench", "guiding"],
    ["bench", "guiding", "--data", "."],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_one_line_and_exit_code_2(groundwork, arguments):
    ran = groundwork(*arguments)
    assert (ran.code, ran.out) == (2, "")
    [line] = ran.err.splitlines()
    assert line.startswith("groundwork: ")


@pytest.mark.parametrize(
    ("setting", "value"), [("PORT", "many"), ("EMBEDDING", "word2vec"), ("THREADS", "-1")]
)
def test_a_wrong_setting_is_named(groundwork, monkeypatch, setting, value):
    monkeypatch.setenv(f"GROUNDWORK_{setting}", value)
    ran = groundwork("people", "list")
    assert ran.code == 2
    [line] = ran.err.splitlines()
    assert f"GROUNDWORK_{setting}" in line


def test_all_wrong_settings_are_named_at_once(groundwork, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_PORT", "many")
    monkeypatch.setenv("GROUNDWORK_THREADS", "few")
    ran = groundwork("people", "list")
    assert "GROUNDWORK_PORT" in ran.err
    assert "GROUNDWORK_THREADS" in ran.err


def test_an_empty_setting_is_no_setting(groundwork, monkeypatch, bare):
    monkeypatch.setenv("GROUNDWORK_PORT", "")
    assert groundwork("people", "list", "--data-dir", bare).code == 0


def test_a_data_folder_that_is_a_file_is_refused_in_one_line(groundwork, tmp_path):
    (tmp_path / "file").write_text("x")
    ran = groundwork("people", "list", "--data-dir", tmp_path / "file")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_a_database_that_cannot_be_opened_is_refused_in_one_line(groundwork, bare, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_DATABASE_URL", "nonsense")
    ran = groundwork("people", "list", "--data-dir", bare)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_the_data_folder_may_come_from_the_environment(groundwork, monkeypatch, bare):
    monkeypatch.setenv("GROUNDWORK_DATA_DIR", str(bare))
    assert groundwork("people", "add", "slack:U1", "--role", "rep").code == 0
    monkeypatch.delenv("GROUNDWORK_DATA_DIR")
    assert len(groundwork("people", "list", "--format", "json", "--data-dir", bare).rows) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(groundwork, command):
    ran = groundwork(command, "--help")
    assert ran.code == 0
    assert "Usage: groundwork" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_data_folder(groundwork, command):
    told = groundwork(command, "--help").out
    parts = re.findall(r"^│ (\w+) ", told.partition("Commands")[2], re.MULTILINE)
    for part in [[p] for p in parts] or [[]]:
        assert "--data-dir" in groundwork(command, *part, "--help").out, part


def test_help_names_every_command_and_is_quick(groundwork):
    """It imports nothing that a command needs: half a second even on a busy machine."""
    begun = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        cwd=CONTENT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert time.perf_counter() - begun < 5
    assert all(command in told.stdout for command in COMMANDS)
    heavy = ("bot.bootstrap", "bot.settings", "chromadb", "numpy", "pydantic", "rich", "starlette")
    imported = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert imported.isdisjoint(heavy)


def test_an_unexpected_failure_is_one_line_too(groundwork, monkeypatch, bare):
    """Here a database that is not one; the trace is for --verbose."""
    (bare / "groundwork.db").write_bytes(b"this is not a database" * 100)
    ran = groundwork("people", "list", "--data-dir", bare)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
