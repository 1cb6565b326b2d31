"""How much memory a process has in use."""

import os
from pathlib import Path

from bot.domain.errors import SetupError


def memory_mb(process: int | None = None) -> float:
    """Give the resident memory of a process, this one if none is named, in megabytes.

    Raises:
        SetupError: this system does not tell.
    """
    try:
        status = Path(f"/proc/{process or os.getpid()}/status").read_text("utf-8")
    except OSError:
        raise SetupError("Memory can be measured on Linux only; name another bench.") from None
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024
