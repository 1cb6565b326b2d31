"""The benchmarks of a process of its own: how soon it serves, and how much memory it takes."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.cli.bench.measuring import Figure
from bot.cli.bench.memory_of import memory_mb
from bot.cli.bench.workbench import Workbench, settings_in
from bot.domain.errors import SetupError
from bot.settings import Settings

WAIT = 600  # seconds for a start


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: its process, its port, and how long it took."""

    process: int
    port: int
    seconds: float


async def startup(bench: Workbench) -> list[Figure]:
    """Time `groundwork serve` until it answers: with an empty library, and again."""
    settings = settings_in(bench.app.settings, bench.app.settings.data_dir / "started")
    bench.build_plain()
    async with serving(settings) as first:
        pass
    async with serving(settings) as second:
        pass
    plain = await _plain(bench)
    parts = "a process that opens the model and the bare indexes and searches once"
    return [
        Figure("startup", "first start, sample stories loaded", "s", first.seconds),
        Figure("startup", "second start", "s", second.seconds, plain["seconds"], parts),
    ]


async def memory(bench: Workbench) -> list[Figure]:
    """Weigh a server over these stories against the model and the bare indexes alone."""
    bench.build_plain()
    async with serving(bench.app.settings) as served:
        for path in ("/", "/?q=returns+come+back+because+the+label+is+wrong"):
            await _get(served.port, path)
        ours = memory_mb(served.process)
    parts = "the model and the bare indexes alone"
    plain = await _plain(bench)
    return [Figure("memory", "serving", "MB", ours, plain["mb"], parts)]


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Served]:
    """Run `groundwork serve` on a free port until it answers, and stop it at the end."""
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "serve", "--port", "0", "--data-dir", str(settings.data_dir)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment(settings),
    )
    try:
        port = await asyncio.wait_for(_port(process), WAIT)
        if not (await _get(port, "/healthz")).startswith("HTTP/1.1 200"):
            raise SetupError("The server does not answer; 'groundwork serve' says why.")
        yield Served(process.pid, port, time.perf_counter() - begun)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _port(process: asyncio.subprocess.Process) -> int:
    """Read what the server tells until it names its address."""
    told: list[str] = []
    while process.stderr and (line := (await process.stderr.readline()).decode()):
        told.append(line.strip())
        if line.startswith("Open http://"):
            return int(line.split("/")[2].rpartition(":")[2])
    raise SetupError(f"The server did not start: {told[-1] if told else 'it said nothing'}")


async def _get(port: int, path: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    writer.write(request.encode())
    answer = await reader.read()
    writer.close()
    return answer.decode(errors="replace")


async def _plain(bench: Workbench) -> dict[str, float]:
    settings = bench.app.settings
    model = settings.models_dir / settings.embedding
    begun = time.perf_counter()
    told = await _output("-m", "bot.cli.bench.plain_process", str(model), str(bench.folder))
    return {**json.loads(told), "seconds": time.perf_counter() - begun}


async def _output(*arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    if process.returncode:
        raise SetupError("The process of plain parts failed; the lines above say why.")
    return told


def environment(settings: Settings) -> dict[str, str]:
    """Hand our environment on to the child, with what must not differ from ours."""
    given = {
        "GROUNDWORK_DATABASE_URL": settings.sql_url,
        "GROUNDWORK_EMBEDDING": str(settings.embedding),
        "GROUNDWORK_KNOWLEDGE_DIR": str(settings.knowledge_dir.resolve()),
        "GROUNDWORK_HOST": "127.0.0.1",
    }
    return {**os.environ, **given, "PYTHONPATH": str(Path(__file__).parents[3])}
