"""The worker from outside: started when it is needed, ended when it misbehaves."""

import logging
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from bot.adapters.readers.frames import receive, send
from bot.domain.errors import StoryRejectedError

logger = logging.getLogger(__name__)

_MOST_OUTPUT = 60_000_000
_SLOW = (
    "It took longer than {seconds} seconds to read. Cut it into smaller files, or save its text."
)
_ENDED = "It took too much memory or time to read. Cut it into smaller files, or save its text."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. `files` is how many a worker reads before a fresh one takes over."""

    memory: int = 1_000_000_000
    seconds: int = 30
    files: int = 200


class WorkerProcess:
    """One worker at a time, for one file at a time."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], Any] = _nothing
        self._read = 0

    @property
    def pid(self) -> int | None:
        """Give the number of the process that runs, if one does."""
        return self._process.pid if self._process else None

    def ask(self, header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """Have a file read, and give what the worker answers.

        Raises:
            StoryRejectedError: it cannot be read, or reading it costs too much.
        """
        with self._lock:
            answer, body = self._asked(header, content)
        if "why" in answer:
            logger.info("reader refused %s: %s", header, answer["why"])
        if problems := answer.get("problems"):
            (field, message), *more = [(str(f), str(m)) for f, m in problems]
            raise StoryRejectedError(field, message, *more)
        return answer, body

    def close(self) -> None:
        """End the worker. The next file starts another."""
        self._end()
        self._process = None

    def _asked(self, header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _stop, (process, late))
        timer.start()
        try:
            send(_pipe(process.stdin), header, content)
            answer, body = receive(_pipe(process.stdout), _MOST_OUTPUT)
        except (OSError, EOFError, ValueError, TypeError) as error:
            self.close()
            reason = _SLOW.format(seconds=self._limits.seconds) if late.is_set() else _ENDED
            raise StoryRejectedError("file", reason) from error
        finally:
            timer.cancel()
        self._read += 1
        if answer.get("worn") or self._read >= self._limits.files:
            self.close()
        return answer, body

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process, self._read = self._started(), 0
            self._end = weakref.finalize(self, _ended, self._process)
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        limits = (str(self._limits.memory), str(self._limits.seconds))
        command = (sys.executable, "-P", "-B", "-m", "bot.adapters.readers.worker", *limits)
        # nothing of our own surroundings: keys and addresses are no business of the worker
        surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"}
        return subprocess.Popen(  # noqa: S603 - the command is ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
        )


def _nothing() -> None:
    """Stand for the end of a process that never began."""


def _pipe(pipe: IO[bytes] | None) -> Any:
    return pipe


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            try:
                pipe.close()
            except OSError:  # what was not yet sent has nobody to go to
                continue
