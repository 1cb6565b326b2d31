"""The benchmark of load: how much a process or several can answer, and half of that for long."""

import asyncio
import itertools
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.bootstrap import App, open_app
from bot.cli.bench.at_work import Workers, at_work
from bot.cli.bench.benches import plain_turn
from bot.cli.bench.measuring import Figure, Timings
from bot.cli.bench.messages import CONVERSATION
from bot.cli.bench.under import Under
from bot.cli.bench.workbench import Workbench, settings_in
from bot.cli.opening import tell
from bot.domain.audience import Place, Room, Speaker
from bot.domain.events import Message
from bot.ports.turns import Accepted
from bot.settings import Settings

ROOMS = 40  # for each process, while its capacity is measured
APART = 12.0  # seconds between two messages in one room: those of one breath get one reply
PLAIN = 60  # messages for the plain parts
FIFTHS = 5
MEMORY_EVERY = 5.0  # seconds
UNLIMITED = {"limit_person": "", "limit_account": "", "limit_whole": ""}


@dataclass(slots=True)
class Answered:
    """What became of what was asked: seconds from acceptance to the reply, by when it was sent."""

    seconds: list[tuple[float, float]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def fifth(self, n: int) -> Timings:
        """Give the timings of one fifth of the run, in milliseconds."""
        size = math.ceil(len(self.seconds) / FIFTHS)
        ordered = sorted(self.seconds)[n * size : (n + 1) * size]
        return Timings([took * 1000 for _, took in ordered])


class Buyers:
    """Writes messages into rooms of its own and waits for their answers."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._rooms = itertools.count()
        self.answered = Answered()

    async def round(self, rooms: Sequence[int], n: int) -> None:
        """Have everyone in these rooms write once, and wait until all are answered."""
        accepted = [await self._write(room, n) for room in rooms]
        await asyncio.gather(*(self._app.respond.see_to(one) for one in accepted))

    def fresh(self, count: int) -> list[int]:
        """Give rooms in which nobody has written."""
        return list(itertools.islice(self._rooms, count))

    async def sustained(self, rate: float, seconds: float) -> None:
        """Write at a steady rate, whether or not answers come."""
        rooms = [[room, n % len(CONVERSATION)] for n, room in enumerate(self.fresh(_rooms(rate)))]
        begun, waiting = time.perf_counter(), set[asyncio.Task[None]]()
        for n in itertools.count():
            due = begun + n / rate
            if due - begun > seconds:
                break
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            turn = rooms[n % len(rooms)]
            if turn[1] == len(CONVERSATION):
                turn[:] = [*self.fresh(1), 0]
            waiting.add(asyncio.create_task(self._timed(turn[0], turn[1], due)))
            turn[1] += 1
        await asyncio.gather(*waiting)

    async def _timed(self, room: int, n: int, due: float) -> None:
        accepted = await self._write(room, n)
        await self._app.respond.see_to(accepted)
        self.answered.seconds.append((due, time.perf_counter() - due))

    async def _write(self, room: int, n: int) -> Accepted:
        # Two messages of one breath would get one reply.
        at = datetime.now(UTC) + timedelta(seconds=APART * n)
        who = Speaker(f"web:load-{room}", "Buyer")
        where = Room(f"load-{room}", "web", Place.DM, f"account-{room % 97}")
        said = f"{CONVERSATION[n]} ({room})"
        message = Message(key=f"load:{room}:{n}", room=where, speaker=who, at=at, text=said)
        return await self._app.respond.accept(message)


def _rooms(rate: float) -> int:
    return max(1, math.ceil(rate * APART))


async def load(bench: Workbench, wanted: Under) -> list[Figure]:
    """Measure what so many processes can answer, and then half of it for long."""
    plain_ms, plain_cpu = await _plain(bench)
    settings = settings_in(bench.app.settings, bench.app.settings.data_dir / "load")
    settings = settings.model_copy(update=UNLIMITED | {"database_url": wanted.database_url})
    async with at_work(settings, wanted.processes) as workers, open_app(settings) as app:
        watching = asyncio.create_task(app.worker.run(working=False))
        app.respond.leave_to(app.worker)
        try:
            buyers, empty = Buyers(app), _kept_kb(settings)
            capacity, cpu = await _capacity(buyers, workers, wanted.processes)
            tell(f"Capacity {capacity:.1f} a second; now half of it for {wanted.minutes:g} min.")
            answered = await _sustained(buyers, workers, capacity / 2, wanted.minutes * 60)
            kept, turns = _kept_kb(settings) - empty, len(CONVERSATION)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    parts = "embedding its sentences + one bare search + one commit, one after the other"
    name = f"load, {wanted.processes} process{'es' * (wanted.processes > 1)}"
    return [
        Figure(name, "messages a second", "1/s", capacity, 1000 / plain_ms, parts),
        Figure(name, "processor time a message", "ms", cpu * 1000, plain_cpu, parts),
        *_records(name, kept, ROOMS * wanted.processes * turns + len(answered.seconds)),
        *_steadiness(name, answered, capacity / 2),
    ]


def _kept_kb(settings: Settings) -> float:
    """Give the size of the records; 0 where they are on a server."""
    files = settings.data_dir.glob("groundwork.db*")
    return sum(file.stat().st_size for file in files) / 1024


def _records(name: str, kept: float, messages: int) -> list[Figure]:
    found = Figure(name, f"records of a message, {messages:,} messages", "KB", kept / messages)
    return [found] if kept else []


def _steadiness(name: str, answered: Answered, rate: float) -> list[Figure]:
    """Compare the last fifth with the second: the first has what happens once."""
    second, last = answered.fifth(1), answered.fifth(FIFTHS - 1)
    memory = answered.memory
    then, now = memory[len(memory) // FIFTHS], max(memory[-(len(memory) // FIFTHS or 1) :])
    beside = "the second fifth of the run"
    found = [Figure(name, f"answered at {rate:.1f} a second", "count", len(answered.seconds))]
    for percent in (50, 99):
        ours, earlier = last.percentile(percent), second.percentile(percent)
        found.append(Figure(name, f"last fifth, p{percent}", "ms", ours, earlier, beside))
    return [*found, Figure(name, "last fifth, memory", "MB", now, then, beside)]


async def _capacity(buyers: Buyers, workers: Workers, processes: int) -> tuple[float, float]:
    """Give messages a second and processor seconds a message, over whole conversations."""
    rooms = buyers.fresh(ROOMS * processes)
    await buyers.round(buyers.fresh(2 * processes), 0)  # what happens once
    begun, cpu = time.perf_counter(), workers.cpu_seconds
    for n in range(len(CONVERSATION)):
        await buyers.round(rooms, n)
    took = time.perf_counter() - begun
    count = len(rooms) * len(CONVERSATION)
    return count / took, (workers.cpu_seconds - cpu) / count


async def _sustained(buyers: Buyers, workers: Workers, rate: float, seconds: float) -> Answered:
    async def weigh() -> None:
        while True:
            buyers.answered.memory.append(workers.memory)
            await asyncio.sleep(MEMORY_EVERY)

    weighing = asyncio.create_task(weigh())
    try:
        await buyers.sustained(rate, seconds)
    finally:
        weighing.cancel()
        await asyncio.gather(weighing, return_exceptions=True)
    return buyers.answered


async def _plain(bench: Workbench) -> tuple[float, float]:
    """Give milliseconds and milliseconds of the processor for one message by the plain parts."""
    async with plain_turn(bench) as plain:
        said = [f"{text} ({n})" for n in range(PLAIN // 10) for text in CONVERSATION]
        await plain(said[0])
        begun, cpu = time.perf_counter(), time.process_time()
        for text in said:
            await plain(text)
        took, used = time.perf_counter() - begun, time.process_time() - cpu
    return took * 1000 / len(said), used * 1000 / len(said)
