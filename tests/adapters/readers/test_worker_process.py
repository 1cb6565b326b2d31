"""The worker: what it may not do, and what becomes of it when a file costs too much."""

import os
import signal
import subprocess
import sys

import pytest

from bot.adapters.readers.isolated_stories import IsolatedStories
from bot.adapters.readers.worker_process import Limits, WorkerProcess
from bot.domain.errors import StoryRejectedError
from tests.fakes.hostile_files import pdf_bomb
from tests.fakes.loading import PROSPECTS

STORY = b'{"title": "T", "text": "Forty pumps."}'


@pytest.fixture
def limited():
    made = []

    def make(**limits):
        made.append(WorkerProcess(Limits(**limits)))
        return made[-1]

    yield make
    for worker in made:
        worker.close()


def read(worker, name="a.json", content=STORY):
    return IsolatedStories(worker).read(name, content, PROSPECTS)


def test_one_process_reads_many_files(limited):
    worker = limited()
    read(worker)
    first = worker.pid
    read(worker)
    assert worker.pid == first


def test_a_fresh_process_takes_over_after_so_many_files(limited):
    worker = limited(files=2)
    seen = set()
    for _ in range(4):
        read(worker)
        seen.add(worker.pid)
    assert None in seen


def test_a_process_that_was_killed_is_replaced(limited):
    worker = limited()
    read(worker)
    os.kill(worker.pid, signal.SIGKILL)
    for _ in range(2):
        try:
            [story] = read(worker)
        except StoryRejectedError:
            continue
    assert story.title == "T"


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(limited):
    worker = limited(seconds=1)
    slow = b"- title: A\n  text: x\n" * 90_000
    with pytest.raises(StoryRejectedError, match="smaller files"):
        read(worker, "slow.yaml", slow)
    assert read(worker)


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read(limited):
    worker = limited(memory=400_000_000)
    with pytest.raises(StoryRejectedError, match="memory"):
        read(worker, "bomb.pdf", pdf_bomb())
    assert read(worker)


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/tmp/groundwork-was-here', 'w')",
        "open('/etc/passwd').read()",
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.remove('/tmp/none')",
        "x = bytearray(600_000_000)",
    ],
)
def test_the_worker_can_neither_write_nor_look_round_nor_call_out(attempt):
    code = (
        "import sys\n"
        "from bot.adapters.readers.confinement import give_up\n"
        "give_up(500_000_000)\n"
        f"try:\n    exec({attempt!r})\n"
        "except (PermissionError, MemoryError):\n    sys.exit(7)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)
    assert ran.returncode == 7
