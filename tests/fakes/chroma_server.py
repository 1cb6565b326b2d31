"""A Chroma server for tests, from its package."""

import socket
import subprocess
import sys
import time
from pathlib import Path


class ChromaServer:
    """A server of its own that can be stopped and started again."""

    def __init__(self, folder):
        self._folder, self._process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        chroma = Path(sys.executable).parent / "chroma"
        command = [chroma, "run", "--path", self._folder, "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("the Chroma server does not answer")

    def stop(self):
        self._process.terminate()
        self._process.wait()
