"""What the worker gives up before it looks at a file: memory, time, writing, the network."""

import ctypes
import os
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of Linux' unshare
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.listdrive",
    "shutil.",
    "ctypes.",
    "urllib.",
    "tempfile.",
    "webbrowser.",
)


def give_up(most_memory: int) -> None:
    """Keep this process, for good, from more memory than this, from writing and from the network.

    The system's limits and a network of its own hold whatever the libraries do; where a system
    lacks them, the hook below still stops what goes through Python.
    """
    _leave_the_network()
    limits = {
        resource.RLIMIT_AS: most_memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for what, most in limits.items():
        with suppress(ValueError, OSError):  # macOS does not limit address space
            resource.setrlimit(what, (most, most))
    roots = tuple(
        {str(Path(place).resolve()) for place in (*sys.path, sys.prefix, sys.base_prefix)}
    )
    sys.addaudithook(lambda event, args: _check(event, args, roots))


def allow_seconds(seconds: int) -> None:
    """Let the system end this process when it has worked for so many seconds more."""
    soft = int(time.process_time()) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _leave_the_network() -> None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "unshare"):
        return
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USER | _NEW_NETWORK)  # for those who are not root; may be refused


def _check(event: str, args: tuple[Any, ...], roots: tuple[str, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a reader of files")
    if event == "open":
        path, _, flags = args
        if flags & _WRITES or not _is_code(path, roots):
            raise PermissionError("a reader of files opens nothing but its own code")


def _is_code(path: object, roots: tuple[str, ...]) -> bool:
    return isinstance(path, str | bytes) and os.fsdecode(path).startswith(roots)
