"""What is added around a language model's calls, beside the turn without one."""

import asyncio
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.bootstrap import App, open_app
from bot.cli.bench.benches import CONVERSATIONS, message_of
from bot.cli.bench.measuring import Figure, Timings, milliseconds, side_by_side
from bot.cli.bench.messages import CONVERSATION
from bot.cli.bench.workbench import Workbench
from bot.domain.errors import SetupError
from bot.domain.events import Message

TRIES = 100  # of a tenth of a second each, for the server to answer


async def model(bench: Workbench) -> list[Figure]:
    """Compare turns with a model that answers at once with the same turns without one."""
    async with echo_model() as url, beside(bench, url) as other:
        messages = [message_of(n, said) for n in range(CONVERSATIONS) for said in CONVERSATION]
        await bench.app.respond(message_of(-1, CONVERSATION[0]))
        await other.respond(message_of(-1, CONVERSATION[0]))
        whole: list[float] = []
        around: list[float] = []
        plain: list[float] = []
        for message in messages:
            plain.append(await milliseconds(lambda m=message: bench.app.respond(m)))  # type: ignore[misc]
            took, calls = await _timed(other, message)
            whole.append(took)
            around.append(took - calls)
        sums = await other.usage.sums(datetime(2000, 1, 1, tzinfo=UTC))
    what = "the same turn without a model"
    made = sum(s.spent.calls for s in sums)
    return [
        *side_by_side(
            "model", "a turn, without the calls", (Timings(around), Timings(plain)), what
        ),
        *side_by_side("model", "a turn, calls included", (Timings(whole), Timings(plain)), what),
        Figure("model", "calls a turn", "calls", made / (len(messages) + 1)),
        Figure(
            "model",
            "tokens a turn, at four characters each",
            "tokens",
            sum(s.spent.tokens for s in sums) / (len(messages) + 1),
        ),
    ]


async def _timed(app: App, message: Message) -> tuple[float, float]:
    """Give what a turn took, and what of it went by in calls."""
    begun = app.clock.now()
    took = await milliseconds(lambda: app.respond(message))
    return took, sum(s.spent.ms for s in await app.usage.sums(begun))


@asynccontextmanager
async def beside(bench: Workbench, url: str) -> AsyncIterator[App]:
    """Open the same library once more, with a model at an address."""
    theirs = bench.app.settings
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(theirs.data_dir, folder, symlinks=True, dirs_exist_ok=True)
        settings = theirs.model_copy(
            update={
                "data_dir": Path(folder),
                "model": "openai:echo",
                "model_url": f"{url}/v1",
                "model_key": type(theirs.model_key)("none-needed"),
                "model_tokens_a_day": 0,
            }
        )
        async with open_app(settings) as app:
            yield app


@asynccontextmanager
async def echo_model() -> AsyncIterator[str]:
    """Run the model that gives back what it is given, in a process of its own."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli.bench.echo_model", str(port)
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _answers(f"{url}/used")
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _answers(url: str) -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(TRIES):
            try:
                await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return
    raise SetupError("The model's stand-in did not start; the lines above say why.")
