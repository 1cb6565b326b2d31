"""Figures as Prometheus reads them, each process its own."""

from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.ports.telemetry import Backlog, Happening, Step

# name, what it counts, and the label that tells the kinds apart
_COUNTED = {
    Happening.ACCEPTED: ("events_accepted", "events that were acknowledged", "delivery"),
    Happening.OUTCOME: ("turns", "events by how they were answered", "outcome"),
    Happening.POST: ("posts", "replies on their way out, by what became of a try", "result"),
    Happening.MODEL_CALL: (
        "model_calls",
        "calls to a language model, by how they ended",
        "result",
    ),
    Happening.ON_RECORD: ("on_record", "what was put on record, by its kind", "kind"),
}
_TIMED = {
    Step.TURN: "seconds to work out and save one turn",
    Step.POST: "seconds to post one reply",
    Step.SEARCH: "seconds of one search over stories",
    Step.MODEL_CALL: "seconds of one call to a language model, tries included",
}
# Alarms compare them with zero, so they are there before anything has happened.
_FROM_THE_START = {
    Happening.OUTCOME: ("replied", "merged", "silent", "failed"),
    Happening.POST: ("posted", "failed", "doubtful", "found", "again"),
    Happening.ON_RECORD: ("gate_opened",),
}
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class PrometheusFigures:
    """Counts and times in this process, and what the records say when somebody asks."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for process in (ProcessCollector, PlatformCollector, GCCollector):
            process(registry=self._registry)
        self._counted = {
            what: Counter(f"groundwork_{name}", told, [label], registry=self._registry)
            for what, (name, told, label) in _COUNTED.items()
        }
        self._timed = {
            step: Histogram(
                f"groundwork_{step}_seconds", told, registry=self._registry, buckets=_SECONDS
            )
            for step, told in _TIMED.items()
        }
        for what, kinds in _FROM_THE_START.items():
            for kind in kinds:
                self._counted[what].labels(kind)
        self._waiting = self._gauge("waiting", "what waits now", "what")
        self._oldest = self._gauge("oldest_waiting_seconds", "age of the oldest of it", "what")
        self._held = self._gauge("held_stories", "stories kept from outsiders until mended")

    def count(self, what: Happening, kind: str, n: int = 1) -> None:
        """Count something that happened."""
        self._counted[what].labels(kind).inc(n)

    def took(self, step: Step, seconds: float) -> None:
        """Note how long a step took."""
        self._timed[step].observe(seconds)

    def page(self, backlog: Backlog, now: datetime) -> bytes:
        """Give everything in Prometheus' own text format."""
        self._waiting.labels("answer").set(backlog.unanswered)
        self._waiting.labels("post").set(backlog.unposted)
        self._waiting.labels("timer").set(backlog.timers_due)
        self._oldest.labels("answer").set(_age(backlog.oldest_unanswered, now))
        self._oldest.labels("post").set(_age(backlog.oldest_unposted, now))
        self._held.set(backlog.held_stories)
        return generate_latest(self._registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"groundwork_{name}", told, labels, registry=self._registry)


def _age(oldest: datetime | None, now: datetime) -> float:
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
