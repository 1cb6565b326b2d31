"""Everything that runs are watched by, behind one port."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import structlog

from bot.adapters.telemetry.otlp_traces import OtlpTraces
from bot.adapters.telemetry.prometheus_figures import PrometheusFigures
from bot.ports.telemetry import Happening, Step


class Instruments:
    """Ids on log lines, figures, and traces where they are asked for."""

    def __init__(self, figures: PrometheusFigures, traces: OtlpTraces | None = None) -> None:
        self._figures = figures
        self._traces = traces

    @contextmanager
    def step(self, step: Step, **ids: str | int) -> Iterator[None]:
        """Measure a step. What is logged within it carries its ids."""
        begun = time.perf_counter()
        span = self._traces.span(step, ids) if self._traces else nullcontext()
        try:
            with structlog.contextvars.bound_contextvars(**ids), span:
                yield
        finally:
            self._figures.took(step, time.perf_counter() - begun)

    def count(self, what: Happening, kind: str, n: int = 1) -> None:
        """Count something that happened."""
        self._figures.count(what, kind, n)
