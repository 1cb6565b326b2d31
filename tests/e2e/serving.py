"""Groundwork as people start it: a process of its own, with a folder of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from bot.settings import CONTENT, Settings

QUICK = {"GROUNDWORK_BURST_SECONDS": "0"}  # nobody in a test writes in bursts
START_SECONDS = 120  # a busy machine takes its time to import


@contextmanager
def serving(folder, *options, settings=None, name="told", command="serve"):
    """Serve, or work, and listen on a free port; give the address and the process.

    What the process tells goes into the folder, under `name`. Told to stop it must end in order;
    a test may kill it before.
    """
    words = [sys.executable, "-m", "bot", command, *options, "--port", "0"]
    with (folder / name).open("w+", encoding="utf-8") as told:
        server = subprocess.Popen(
            [*words, "--data-dir", folder],
            stderr=told,
            cwd=folder,
            env=environment() | (settings or {}),
        )
        try:
            yield _address(server, folder / name), server
        finally:
            server.terminate()
            server.wait(timeout=60)
    assert server.returncode in (0, -signal.SIGKILL)


def environment():
    """Give an environment without the developer's own settings, but for the prepared model."""
    others = {k: v for k, v in os.environ.items() if not k.startswith("GROUNDWORK_")}
    path = os.pathsep.join([str(CONTENT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return others | {"PYTHONPATH": path, "GROUNDWORK_EMBEDDING": Settings().embedding} | QUICK


def _address(server, told):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(
            r"(?:Open|Watch it at) (http://127\.0\.0\.1:\d+)", told.read_text("utf-8")
        ):
            return found[1]
        time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{told.read_text('utf-8')}")
