"""The figures, as Prometheus reads them."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.telemetry.instruments import Instruments
from bot.adapters.telemetry.prometheus_figures import PrometheusFigures
from bot.ports.telemetry import Backlog, Happening, Step

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
NOTHING = Backlog(0, None, 0, None, 0, 0)


def read(figures, backlog=NOTHING):
    page = figures.page(backlog, NOW).decode()
    samples = (s for family in text_string_to_metric_families(page) for s in family.samples)
    return {(s.name, *s.labels.values()): s.value for s in samples}


def test_what_happened_is_counted_by_its_kind():
    figures = PrometheusFigures()
    instruments = Instruments(figures)
    instruments.count(Happening.OUTCOME, "replied")
    instruments.count(Happening.OUTCOME, "merged", 2)
    instruments.count(Happening.ON_RECORD, "gate_opened")
    found = read(figures)
    assert found["groundwork_turns_total", "replied"] == 1
    assert found["groundwork_turns_total", "merged"] == 2
    assert found["groundwork_on_record_total", "gate_opened"] == 1


def test_what_alarms_look_at_is_there_before_anything_has_happened():
    found = read(PrometheusFigures())
    for kind in ("failed", "replied"):
        assert found["groundwork_turns_total", kind] == 0
    for kind in ("again", "doubtful", "failed"):
        assert found["groundwork_posts_total", kind] == 0
    assert found["groundwork_oldest_waiting_seconds", "answer"] == 0


def test_a_step_is_timed_also_where_it_fails():
    figures = PrometheusFigures()
    with pytest.raises(LookupError), Instruments(figures).step(Step.TURN, event_id=1):
        raise LookupError
    assert read(figures)["groundwork_turn_seconds_count",] == 1


def test_what_waits_is_counted_with_the_age_of_the_oldest():
    backlog = Backlog(3, NOW - timedelta(seconds=90), 1, NOW - timedelta(seconds=5), 2, 4)
    found = read(PrometheusFigures(), backlog)
    assert found["groundwork_waiting", "answer"] == 3
    assert found["groundwork_oldest_waiting_seconds", "answer"] == 90
    assert found["groundwork_oldest_waiting_seconds", "post"] == 5
    assert found["groundwork_waiting", "timer"] == 2
    assert found["groundwork_held_stories",] == 4
