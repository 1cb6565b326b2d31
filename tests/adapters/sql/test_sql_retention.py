"""What is older than its account wishes is forgotten; all that is held can be given out."""

import json
from datetime import timedelta

import pytest

from bot.adapters.local_folders import LocalFolders
from bot.adapters.local_forgetting import LocalForgetting
from bot.adapters.sql.forgetting.held import SqlHeld
from bot.adapters.sql.forgetting.sql_forgetting import SqlForgetting
from bot.adapters.sql.sql_retention import SqlRetention
from bot.domain.forgetting import OfAccount, OfPerson, OfRoom, Older
from bot.use_cases.forget import Forget
from bot.use_cases.give_out import GiveOut
from bot.use_cases.keep_for_days import KeepForDays
from tests.adapters.sql.forgetting_world import (
    BOB,
    BOBS,
    DM,
    ELSEWHERE,
    PRIVATELY,
    PRIYA,
    SAID,
    SHARED,
    ZOE,
    everything,
    turn,
)
from tests.adapters.sql.sql_samples import AT
from tests.fakes.memory_library import StillClock

PALLETS = "our pallets go missing between two docks"


@pytest.fixture
async def world(database):
    await turn(database, "m1", SHARED, PRIYA, SAID)
    await turn(database, "m2", SHARED, BOB, BOBS)
    await turn(database, "m3", DM, PRIYA, PRIVATELY)
    await turn(database, "m4", ELSEWHERE, ZOE, PALLETS)
    return database


@pytest.fixture
def retention(world):
    return SqlRetention(world)


async def test_each_account_has_its_own_days_or_the_usual_ones(retention):
    now = AT + timedelta(days=31)
    assert await retention.due(now, 0) == []
    assert await retention.due(now, 32) == []
    due = await retention.due(now, 30)
    assert due == [Older(name, now - timedelta(days=30)) for name in ("acme", "umbrella")]
    await retention.put("umbrella", 5)
    await retention.put("umbrella", 7)
    await retention.put("acme", 0)
    assert await retention.due(now, 30) == [Older("umbrella", now - timedelta(days=7))]
    assert await retention.all() == {"acme": 0, "umbrella": 7}
    assert [await retention.remove("acme"), await retention.remove("acme")] == [True, False]


async def test_it_is_looked_at_once_an_hour_and_forgotten_by_the_same_code(
    world, retention, tmp_path
):
    clock = StillClock(AT + timedelta(days=31))
    await retention.put("acme", 30)
    forget = Forget(SqlForgetting(world), LocalForgetting(tmp_path))
    keep = KeepForDays(retention, forget, clock, 365)
    assert await keep() > 0
    left = await everything(world)
    assert SAID not in left
    assert PRIVATELY not in left
    assert PALLETS in left
    await turn(world, "m9", SHARED, BOB, BOBS)
    assert await keep() == 0
    clock.moment += timedelta(hours=2)
    assert await keep() > 0


async def test_a_person_gets_their_own_words_and_nobody_elses(world, tmp_path):
    give_out = GiveOut(SqlHeld(world), LocalFolders())
    await turn(world, "m5", SHARED, PRIYA, f"Bob says {BOBS}, and I agree")
    assert await give_out(OfPerson(PRIYA.id), "a person", str(tmp_path / "out"))
    lines = (tmp_path / "out" / "held.jsonl").read_text("utf-8")
    page = (tmp_path / "out" / "held.md").read_text("utf-8")
    for text in (lines, page):
        assert SAID in text
        assert PRIVATELY in text
        assert PALLETS not in text
        assert BOB.id not in text
    told = [json.loads(line) for line in lines.splitlines()]
    replies = [row for row in told if row["what"] == "told"]
    assert BOBS not in json.dumps(replies)
    assert {row["what"] for row in told} >= {"written", "told", "note", "agreed date"}


async def test_nothing_is_changed_by_giving_out(world):
    before = await everything(world)
    held = SqlHeld(world)
    rows = await held.rows(OfRoom("slack:CHALL"))
    assert {SAID, BOBS} <= {row["event"]["text"] for row in rows if row["what"] == "written"}
    account = json.dumps(await held.rows(OfAccount("acme")))
    assert PRIVATELY in account
    assert PALLETS not in account
    assert await held.rows(OfPerson("slack:nobody")) == []
    assert await everything(world) == before
