"""`load --watch` as a real process over real files: what changes is loaded once it has settled."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from queue import Empty, Queue

import pytest

from bot.adapters.watchfiles_watch import SETTLED
from tests.e2e.serving import environment
from tests.fakes.loading import story

PATIENCE = 60  # seconds; a busy machine takes its time


class Watching:
    """A running `load --watch`, and the lines that it writes."""

    def __init__(self, data, folder):
        command = [sys.executable, "-m", "bot", "load", folder, "--watch", "--format", "json"]
        self.process = subprocess.Popen(
            [*command, "--data-dir", data], stdout=subprocess.PIPE, env=environment(), text=True
        )
        self.lines = Queue()
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def next(self, seconds=PATIENCE):
        row = self.lines.get(timeout=seconds)
        return row["path"].rpartition("/")[2], row["result"]

    def begin(self):
        """Wait for the first load."""
        first = sorted(self.next() for _ in range(5))
        assert first == [(f"s{n}.md", "added") for n in range(5)]

    def silent(self, seconds):
        with pytest.raises(Empty):
            self.lines.get(timeout=seconds)

    def stop(self, by=signal.SIGINT):
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "stories"
    made.mkdir()
    for n in range(5):
        (made / f"s{n}.md").write_bytes(story(f"S{n}"))
    return made


@pytest.fixture
def watching(sample_data, tmp_path, folder):
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to((sample_data / "models").resolve())
    process = Watching(data, folder)
    yield process
    process.process.kill()
    process.process.wait()
    process.listener.join()
    process.process.stdout.close()


def test_changes_are_loaded_when_they_have_settled(watching, folder):
    watching.begin()
    (folder / "s1.md").write_bytes(story("S1", text="It took ten days."))
    assert watching.next() == ("s1.md", "updated")

    whole = story("New", text="It took ten days. " * 20)
    with (folder / "new.md").open("wb") as file:  # written bit by bit, never still for long
        for start in range(0, len(whole), 40):
            file.write(whole[start : start + 40])
            file.flush()
            os.fsync(file.fileno())
            time.sleep(SETTLED / 4)
    assert watching.next() == ("new.md", "added")

    (folder / "new.md").write_bytes(b"---\ntitle: [half")
    assert watching.next() == ("new.md", "rejected")
    (folder / "new.md").write_bytes(whole)
    assert watching.next() == ("new.md", "unchanged")

    part = folder / "part"  # as editors save: another file in its place
    part.write_bytes(story("S2", text="It took ten days."))
    part.replace(folder / "s2.md")
    assert watching.next() == ("s2.md", "updated")
    watching.silent(1)
    assert watching.stop() == 0


def test_what_is_lost_is_retired_within_limits_and_a_folder_may_come_back(watching, folder):
    watching.begin()
    (folder / "s0.md").unlink()
    assert watching.next() == ("s0.md", "retired")

    aside = folder.with_name("aside")  # as when a disk is not mounted
    folder.rename(aside)
    assert watching.next() == ("stories", "rejected")
    aside.rename(folder)
    time.sleep(2)
    (folder / "s3.md").write_bytes(story("S3", text="It took ten days."))
    assert ("s3.md", "updated") in [watching.next() for _ in range(1 + watching.lines.qsize())]

    for n in (1, 2, 3, 4):
        (folder / f"s{n}.md").unlink()
    gone = sorted(watching.next() for _ in range(4))
    assert gone == [(f"s{n}.md", "skipped") for n in (1, 2, 3, 4)]  # more than a fifth
    assert watching.stop() == 0


def test_a_stop_in_the_middle_of_a_load_ends_cleanly(watching):
    watching.next()
    assert watching.stop(signal.SIGTERM) == 0
