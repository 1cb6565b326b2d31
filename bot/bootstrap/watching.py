"""What can be seen of a run: figures, traces where asked for, and whether it is ready."""

import asyncio
from functools import partial

from bot.adapters.sql.engine import Database
from bot.adapters.sql.sql_figures import SqlFigures
from bot.adapters.telemetry.instruments import Instruments
from bot.adapters.telemetry.prometheus_figures import PrometheusFigures
from bot.bootstrap.clock import SystemClock
from bot.channels.web.parts import Operations
from bot.ports.language import Embedder
from bot.ports.library import StoryIndex
from bot.ports.telemetry import Figures, Telemetry
from bot.settings import Settings
from bot.use_cases.stand_ready import StandReady


class Watching:
    """Opens what watches; to be closed at the end, so that the last spans are sent."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.metrics_token.get_secret_value()
        self._figures = PrometheusFigures()
        self._traces = None
        if settings.traces_url:
            # Imported here: whoever wants no traces need not wait for their library.
            from bot.adapters.telemetry.otlp_traces import OtlpTraces  # noqa: PLC0415

            self._traces = OtlpTraces(settings.traces_url, "groundwork")
        self.telemetry: Telemetry = Instruments(self._figures, self._traces)

    def operations(self, database: Database, index: StoryIndex, embedder: Embedder) -> Operations:
        """Give what may be asked from outside."""
        figures = SqlFigures(database)
        checks = {
            "database": partial(_tables, figures),
            "index": partial(_index, index),
            "model": partial(_model, embedder),
        }
        return Operations(StandReady(checks), partial(self._page, figures), self._token)

    def close(self) -> None:
        """Send what has not been sent yet."""
        if self._traces is not None:
            self._traces.close()

    async def _page(self, figures: Figures) -> bytes:
        now = SystemClock().now()
        return self._figures.page(await figures.backlog(now), now)


async def _tables(figures: Figures) -> str:
    there, needed = await figures.schema()
    return "" if there == needed else f"tables of version {there}, {needed} needed"


async def _index(index: StoryIndex) -> str:
    await index.known()
    return ""


async def _model(embedder: Embedder) -> str:
    vectors = await asyncio.to_thread(embedder.embed, ["ready"])
    return "" if vectors.shape == (1, embedder.dimension) else "gives vectors of another shape"
