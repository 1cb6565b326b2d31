"""The disk is full, a clock is moved: what was acknowledged is answered once that is over."""

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.sql.engine import open_database
from bot.ports.turns import Outcome
from tests.use_cases.test_worker import Floor, said, until

FULL = """
import asyncio, json, resource, signal, sys
sys.path.insert(0, {root!r})
from bot.adapters.sql.engine import open_database
from tests.use_cases.test_worker import Floor, said

async def main():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails, as on a disk that is full
    database = await open_database({url!r})
    respond, _ = Floor(database).process("only")
    accepted = refused = 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for n in range(40):
        if n == 10:
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
        if n == 30:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        try:
            await respond.accept(said(str(n) + " " + "x" * 2_000, key=f"m{{n}}"))
            accepted += 1
        except Exception:
            refused += 1
    print(json.dumps([accepted, refused]))
    await database.close()

asyncio.run(main())
"""


async def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_stored(tmp_path):
    url = f"sqlite:///{tmp_path}/records.db"
    await (await open_database(url)).close()
    script = FULL.format(root=str(Path(__file__).parents[2]), url=url)
    ran = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    accepted, refused = json.loads(ran.stdout)
    assert refused >= 15
    assert accepted >= 20  # those before, and those after there was room again
    database = await open_database(url)
    floor = Floor(database)
    assert len(await floor.ledger.inbox.pending()) == accepted
    async with floor.at_work("only"):
        await until(lambda: len(floor.channel.posts) == accepted)
    await database.close()


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_clock_that_is_moved_holds_nobody_up(tmp_path, hours):
    moved = timedelta()
    database = await open_database(
        f"sqlite:///{tmp_path}/records.db", lambda: datetime.now(UTC) + moved
    )
    floor = Floor(database)
    async with floor.at_work("only") as respond:
        assert (await respond(said("before"))).outcome is Outcome.REPLIED
        gone, _ = floor.process("gone")
        left = await gone.accept(said("left", "C2"))
        await floor.ledger.conversations.lease(left.conversation_id, "gone", 10)
        moved = timedelta(hours=hours)
        answer = await asyncio.wait_for(respond(said("after")), 5)
        assert answer.outcome is Outcome.REPLIED
        await until(lambda: ("C2", "left") in floor.channel.posts)
    await database.close()
