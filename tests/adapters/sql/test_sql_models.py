"""Language models on record: who refuses them, and what was used."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.sql.sql_refusals import SqlRefusals
from bot.adapters.sql.sql_usage import SqlUsage
from bot.ports.model import Purpose, Spent, Use
from tests.adapters.sql.sql_samples import AT, CONVERSATION, commit_of, message

USE = Use(
    at=AT,
    account="acme",
    key="slack:1",
    purpose=Purpose.LISTEN,
    model="openai:x",
    prompt="listen/v1",
    outcome="ok",
    input_tokens=700,
    output_tokens=40,
    cost=0.002,
    ms=812.5,
)


@pytest.fixture
def refusals(database):
    return SqlRefusals(database)


@pytest.fixture
def usage(database):
    return SqlUsage(database)


async def test_nobody_has_refused_at_first(refusals):
    assert not await refusals.refused("acme", CONVERSATION)
    assert await refusals.all() == []


async def test_a_refusal_stands_until_it_is_taken_back(refusals):
    await refusals.refuse("acme", AT, "operator")
    await refusals.refuse("acme", AT, "slack:ana")
    assert await refusals.refused("globex", "acme")
    assert not await refusals.refused("globex")
    assert await refusals.allow("acme") is True
    assert await refusals.allow("acme") is False
    assert not await refusals.refused("acme")


async def test_a_refusal_said_in_a_room_is_saved_with_its_turn(refusals, inbox, conversations):
    accepted = await inbox.accept(message())
    lease = await conversations.lease(CONVERSATION, "worker", 60)
    turn = replace(commit_of(accepted), refuses_model="acme")
    await conversations.commit(turn, lease)
    assert await refusals.all() == ["acme"]


async def test_what_was_used_counts_by_account_from_a_moment_on(usage):
    for use in (
        USE,
        replace(USE, at=AT - timedelta(days=2)),
        replace(USE, account="globex"),
        replace(USE, outcome="timeout", input_tokens=0, output_tokens=0, cost=None, ms=8000.0),
    ):
        await usage.note(use)
    spent = await usage.spent("acme", AT - timedelta(days=1))
    assert (spent.calls, spent.tokens) == (2, 740)
    assert spent.cost == pytest.approx(0.002)
    assert spent.ms == pytest.approx(8812.5)
    assert await usage.spent("initech", AT) == Spent()


async def test_what_was_used_is_summed_by_account_prompt_and_outcome(usage):
    await usage.note(USE)
    await usage.note(USE)
    await usage.note(replace(USE, prompt="speak/v1", outcome="timeout"))
    summed = await usage.sums(AT)
    assert [(s.account, s.prompt, s.outcome, s.spent.calls) for s in summed] == [
        ("acme", "listen/v1", "ok", 2),
        ("acme", "speak/v1", "timeout", 1),
    ]
