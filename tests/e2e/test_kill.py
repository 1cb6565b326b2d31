"""A process is killed at each point between acknowledgement and reply; the reply comes once."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "crashing_process.py"
WRITES = 7  # accept, lease, commit, mark_posting, post, mark_posted, release


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, SCRIPT, folder, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def posts(folder):
    file = folder / "posts"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def test_unharmed_process_makes_the_writes_that_are_killed_at(tmp_path):
    """The list of points is complete: an unharmed run makes exactly that many writes."""
    done = run(tmp_path, "say", WRITES, "after")
    assert done.returncode == -signal.SIGKILL
    (tmp_path / "second").mkdir()
    assert run(tmp_path / "second", "say", WRITES + 1, "before").returncode == 0


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("write", range(1, WRITES + 1))
def test_reply_is_given_once_after_a_kill(tmp_path, write, side):
    """Once acknowledged, a message is answered exactly once, wherever the process died."""
    died = run(tmp_path, "say", write, side)
    assert died.returncode == -signal.SIGKILL, died.stderr
    restarted = run(tmp_path, "restart")
    assert restarted.returncode == 0, restarted.stderr
    if (write, side) == (1, "before"):
        assert posts(tmp_path) == []  # never acknowledged: the platform sends it again
        assert run(tmp_path, "say", 0, "never").returncode == 0
    assert len(posts(tmp_path)) == 1
    assert run(tmp_path, "restart").returncode == 0
    assert len(posts(tmp_path)) == 1


# accept, accept, lease, commit, mark_posting, post, mark_posted, release
@pytest.mark.parametrize(
    ("write", "side"), [(3, "after"), (4, "before"), (4, "after"), (6, "after")]
)
def test_two_messages_get_one_reply_after_a_kill(tmp_path, write, side):
    """Merged or not yet, neither is lost and the reply is posted once."""
    died = run(tmp_path, "two", write, side)
    assert died.returncode == -signal.SIGKILL, died.stderr
    for _ in range(2):
        assert run(tmp_path, "restart").returncode == 0
        assert len(posts(tmp_path)) == 1
    with sqlite3.connect(tmp_path / "groundwork.db") as database:
        rows = database.execute("SELECT outcome, merged_into FROM inbox ORDER BY id").fetchall()
    assert rows == [("merged", 2), ("replied", None)]


def test_redelivery_after_the_reply_posts_nothing_more(tmp_path):
    """The platform may send the same message again at any time."""
    for _ in range(3):
        assert run(tmp_path, "say", 0, "never").returncode == 0
    assert len(posts(tmp_path)) == 1
