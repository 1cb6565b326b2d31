"""A crowd writes to several processes, which are killed as they work; then all is counted.

usage: python -m tests.e2e.crowd [--database postgresql|sqlite] [--conversations 1000]
           [--messages 10] [--kill-every 4] [--outage 20]

Each message is sent until a process has acknowledged it, as platforms do. With PostgreSQL three
processes run, and one of them is never started again; with SQLite there is one.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.e2e.crowd_count import Found, count, rows_of
from tests.fakes.postgres import postgres_server

PROCESS = Path(__file__).parent / "crowd_process.py"
PROCESSES = {"postgresql": 3, "sqlite": 1}
AT_ONCE = 64  # rooms that write at the same time
APART = 20.0  # seconds between pairs of messages; those of a pair may be answered together
WORDS = (
    "It is late again.",
    "Two teams wait for each other.",
    "Nobody owns the list.",
    "We close on day nine.",
    "The counts never match.",
)


@dataclass
class Crowd:
    """How many write how much, and what is done to those who answer."""

    database: str = "postgresql"
    conversations: int = 1000
    messages: int = 10
    kill_every: float = 4.0  # seconds; 0: nobody is killed
    outage: float = 0.0  # seconds that the database is stopped for, once
    seed: int = 1


class PaperOffice:
    """What people see: each page that was posted, in order."""

    def __init__(self):
        self.pages, self.moments = [], []

    @asynccontextmanager
    async def open(self):
        app = web.Application()
        app.router.add_post("/", self._post)
        app.router.add_get("/", self._find)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        await runner.cleanup()

    async def _post(self, request):
        self.pages.append(await request.json())
        self.moments.append(time.monotonic())
        return web.json_response({})

    async def _find(self, request):
        key = request.query["key"]
        return web.json_response({"seen": any(page["key"] == key for page in self.pages)})


class Staffed:
    """The processes that answer: some run, some were killed."""

    def __init__(self, url, paper):
        self._url, self._paper = url, paper
        self.running = []  # (process, port)
        self.kills = 0
        self._started = []

    async def start(self):
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(PROCESS), self._url, self._paper, stdout=asyncio.subprocess.PIPE
        )
        self._started.append(process)
        line = await process.stdout.readline()
        if not line:
            raise RuntimeError("a process did not start; the lines above say why")
        self.running.append((process, json.loads(line)["port"]))

    async def kill(self, which):
        process, _ = self.running.pop(which)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.kills += 1

    async def stop(self):
        """End all, those too that have not said yet that they run."""
        for process in self._started:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.wait()


@asynccontextmanager
async def database_of(kind, folder):
    """Give the address of a database of its own, and its server where it has one."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/records.db", None
        return
    with postgres_server() as server:
        yield server.get_uri(), server


async def _say(session, staffed, said, chance):
    """Send a message until somebody has acknowledged it."""
    while True:
        if staffed.running:
            _, port = chance.choice(staffed.running)
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.post(f"http://127.0.0.1:{port}/", json=said) as answer:
                    if answer.status == 200:
                        return
        await asyncio.sleep(0.05)


async def _write(crowd, staffed, chance):
    """Have everybody write; in each room one message after the other."""
    gate = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:

        async def room(n):
            async with gate:
                for m in range(crowd.messages):
                    said = {
                        "key": f"{n}:{m:04}",
                        "room": f"r{n}",
                        "account": f"a{n % 20}",
                        "who": f"p{n}-{m % 2}",
                        "text": WORDS[(n + m) % len(WORDS)],
                        "at": m // 2 * APART,
                    }
                    await _say(session, staffed, said, chance)

        await asyncio.gather(*(room(n) for n in range(crowd.conversations)))


async def _trouble(crowd, staffed, chance):
    """Kill one every few seconds and start another; the first is never started again."""
    gone_for_good = len(staffed.running) > 1
    while crowd.kill_every:
        await asyncio.sleep(crowd.kill_every)
        await staffed.kill(chance.randrange(len(staffed.running)))
        if gone_for_good:
            gone_for_good = False
        else:
            await staffed.start()


async def _outage(crowd, server):
    if crowd.outage and server is not None:
        await asyncio.sleep(2)
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(crowd.outage)
        await asyncio.to_thread(server.ensure_postgres_running)


async def _settled(url, total, patience):
    """Wait until all have their outcome and every reply is posted; False where time is up."""
    waiting = (
        "SELECT (SELECT count(*) FROM inbox WHERE outcome IS NOT NULL),"
        " (SELECT count(*) FROM outbox WHERE state <> 'posted')"
    )
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with suppress(Exception):  # the database may be stopped just now
            [(answered, unposted)] = await rows_of(url, waiting)
            if (answered, unposted) == (total, 0):
                return
        await asyncio.sleep(0.25)


async def run(crowd, patience=120.0):
    """Let a crowd write, and give what became of it."""
    chance, office = random.Random(crowd.seed), PaperOffice()
    found = Found(messages=crowd.conversations * crowd.messages)
    with tempfile.TemporaryDirectory(prefix="groundwork-crowd-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # noqa: ASYNC240 - once, for a server that runs as another user
        async with database_of(crowd.database, folder) as (url, server), office.open() as paper:
            staffed = Staffed(url, paper)
            for _ in range(PROCESSES[crowd.database]):
                await staffed.start()
            begun = time.monotonic()
            killing = asyncio.create_task(_trouble(crowd, staffed, chance))
            outage = asyncio.create_task(_outage(crowd, server))
            await _write(crowd, staffed, chance)
            await _settled(url, found.messages, patience)
            found.seconds = round(time.monotonic() - begun, 1)
            await outage  # a thread starts the server again, and cannot be called off
            killing.cancel()
            [result] = await asyncio.gather(killing, return_exceptions=True)
            found.kills = staffed.kills
            await staffed.stop()
            if isinstance(result, Exception):
                raise result
            await count(url, office, found)
    return found


def main():
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser()
    for name, value in asdict(Crowd()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    crowd = Crowd(**vars(parser.parse_args()))
    found = asyncio.run(run(crowd, patience=600.0))
    sys.stdout.write(json.dumps({"crowd": asdict(crowd), "found": asdict(found)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
