"""people, stories, doctor, prepare and chat."""

import subprocess
import sys

from bot.settings import CONTENT


def test_a_person_gets_a_role_changes_it_and_loses_it(groundwork, bare):
    def people(*arguments):
        return groundwork("people", *arguments, "--data-dir", bare)

    assert people("add", "slack:U1", "--role", "rep", "--name", "Jo [b]").code == 0
    assert people("add", "slack:U1", "--role", "owner", "--name", "Jo [b]").code == 0
    assert people("list", "--format", "json").rows == [
        {"id": "slack:U1", "role": "owner", "name": "Jo [b]"}
    ]
    assert "Jo [b]" in people("list").out
    assert people("remove", "slack:U1").code == 0
    assert people("remove", "slack:U1").code == 1
    assert people("list", "--format", "json").out == ""


def test_stories_are_listed_with_who_may_read_them(groundwork, shelf):
    rows = groundwork("stories", "list", "--format", "json", "--data-dir", shelf).rows
    readers = {row["effective_visibility"] for row in rows}
    assert readers == {"public", "prospects", "internal"}
    assert rows[0]["id"] in groundwork("stories", "list", "--data-dir", shelf).out


def test_doctor_is_content_with_nothing_configured(groundwork, bare):
    ran = groundwork("doctor", "--format", "json", "--data-dir", bare)
    found = {row["what"]: row for row in ran.rows}
    assert ran.code == 0
    assert found["language model"]["found"].startswith("built-in")
    assert "SQLite" in found["database"]["found"]
    assert "Chroma" in found["vectors"]["found"]
    assert "groundwork load" in found["knowledge"]["fix"]


def test_doctor_says_what_keeps_groundwork_from_starting(groundwork, bare, monkeypatch):
    monkeypatch.setenv("GROUNDWORK_KNOWLEDGE_DIR", str(bare / "nowhere"))
    monkeypatch.setenv("GROUNDWORK_PROMPTS_DIR", str(bare / "nowhere"))
    ran = groundwork("doctor", "--format", "json", "--data-dir", bare)
    [trouble] = [row for row in ran.rows if not row["ok"]]
    assert ran.code == 1
    assert trouble["fix"]


def test_doctor_shows_no_password(groundwork, bare, monkeypatch):
    address = "postgresql://groundwork:hunter2@127.0.0.1:1/groundwork"
    monkeypatch.setenv("GROUNDWORK_DATABASE_URL", address)
    ran = groundwork("doctor", "--data-dir", bare)
    assert ran.code == 1
    assert "hunter2" not in ran.out + ran.err


def test_prepare_says_what_is_ready(groundwork, bare):
    ran = groundwork("prepare", "--data-dir", bare)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1].startswith("Ready: ")
    assert (bare / "groundwork.db").is_file()


def test_a_chat_answers_what_is_typed(shelf):
    """In a process of its own: the keyboard is read past everything else."""
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--data-dir", str(shelf)],
        input="Approvals take two weeks here.\nnotes\nquit\n",
        cwd=CONTENT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Approvals take two weeks here" in ran.stdout
    assert "Bye." in ran.stdout
    assert "Traceback" not in ran.stderr
