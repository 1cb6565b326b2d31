"""From the event to the reply on its channel, a turn can be followed by its ids, without words."""

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.telemetry.structlog_logs import set_up_logs
from bot.domain.audience import Place
from tests.dialogs.talk import Talk

SAID = "Approvals of purchase orders take us nine days, Marta Quennell sits on them"


class Paper:
    """A channel that anything can be posted to."""

    async def find(self, outgoing):
        return None

    async def post(self, outgoing):
        return "1"


@pytest.fixture
def followed(app):
    app.posters["test"] = Paper()
    set_up_logs(json=True, verbose=True)
    yield app
    set_up_logs(json=False, verbose=False)
    del app.posters["test"]


async def figures(app):
    page = (await app.operations.figures()).decode()
    samples = (s for family in text_string_to_metric_families(page) for s in family.samples)
    return {(s.name, *s.labels.values()): s.value for s in samples}


async def test_a_turn_is_followed_by_its_ids_alone(followed, capsys):
    before = await figures(followed)
    talk = Talk(followed, Place.SHARED)
    answer = await talk.says(SAID)
    told = capsys.readouterr().err
    lines = [json.loads(line) for line in told.splitlines()]
    ours = [line for line in lines if line["logger"].startswith("bot.")]
    accepted = next(line for line in ours if "accepted" in line["event"])
    event_id = int(accepted["event"].split()[1])
    followed_up = [line["event"] for line in ours if line.get("event_id") == event_id]
    assert any(f"reply {answer.outgoing_id}" in event for event in followed_up)
    assert f"reply {answer.outgoing_id} posted" in followed_up
    for words in ("Quennell", "purchase", "nine", answer.reply.text[:20]):
        assert words not in told
    after = await figures(followed)
    for counted in (
        ("groundwork_turns_total", "replied"),
        ("groundwork_posts_total", "posted"),
        ("groundwork_events_accepted_total", "new"),
        ("groundwork_turn_seconds_count",),
    ):
        assert after[counted] == before.get(counted, 0) + 1, counted


async def test_what_is_set_up_is_ready(app):
    assert await app.operations.ready() == {}
