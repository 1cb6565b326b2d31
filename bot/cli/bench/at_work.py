"""Processes of `groundwork work` for as long as something is measured."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.cli.bench.memory_of import memory_mb
from bot.cli.bench.serving import WAIT, environment
from bot.domain.errors import SetupError
from bot.settings import Settings

_READY = "At work."
_USER, _SYSTEM = 13, 14  # fields of /proc/PID/stat, from 0


class Workers:
    """What running processes use."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes

    @property
    def memory(self) -> float:
        """The resident memory of all together, in megabytes."""
        return sum(memory_mb(process) for process in self._processes)

    @property
    def cpu_seconds(self) -> float:
        """The processor time that all have taken so far."""
        return sum(_cpu_seconds(process) for process in self._processes)


@asynccontextmanager
async def at_work(settings: Settings, count: int) -> AsyncIterator[Workers]:
    """Run so many processes on the same records, one after the other until each is at work."""
    async with AsyncExitStack() as stack:
        started = [await stack.enter_async_context(_one(settings)) for _ in range(count)]
        yield Workers(started)


@asynccontextmanager
async def _one(settings: Settings) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "work", "--data-dir", str(settings.data_dir)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment(settings),
    )
    reading = None
    try:
        await asyncio.wait_for(_ready(process), WAIT)
        # What else it tells must not fill the pipe.
        reading = asyncio.create_task(_read(process))
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if reading is not None:
            await reading


async def _ready(process: asyncio.subprocess.Process) -> None:
    told: list[str] = []
    while process.stderr and (line := (await process.stderr.readline()).decode()):
        told.append(line.strip())
        if line.startswith(_READY):
            return
    raise SetupError(f"A worker did not start: {told[-1] if told else 'it said nothing'}")


async def _read(process: asyncio.subprocess.Process) -> None:
    while process.stderr and await process.stderr.readline():
        pass


def _cpu_seconds(process: int) -> float:
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        raise SetupError("Processor time can be measured on Linux only.") from None
    fields = stat.rpartition(")")[2].split()
    ticks = int(fields[_USER - 2]) + int(fields[_SYSTEM - 2])
    return ticks / os.sysconf("SC_CLK_TCK")
