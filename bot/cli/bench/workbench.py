"""What all benchmarks stand on: a library in a temporary folder, and the plain parts."""

import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import App, open_app, open_embedder
from bot.cli.bench.plain_parts import PlainIndexes, PlainSearch
from bot.cli.opening import tell
from bot.domain.audience import Visibility
from bot.domain.errors import SetupError
from bot.domain.load_lines import LoadLine
from bot.domain.passages import Passage, passages_of
from bot.domain.story import Facet
from bot.domain.text import sentences
from bot.ports.language import Embedder
from bot.ports.library import Defaults, StoryFilter
from bot.settings import Settings
from bot.use_cases.load_run import LoadRequest


@dataclass(slots=True)
class Workbench:
    """An open application over a library that was loaded for measuring."""

    app: App
    stories: Path
    data: Path | None
    passages: Sequence[Passage] = ()
    load_seconds: float = 0.0
    embed_seconds: float = 0.0
    indexes: PlainIndexes | None = None
    bare: Embedder | None = None

    @property
    def bare_embedder(self) -> Embedder:
        """The model without the vectors that the application keeps of recent texts."""
        if self.bare is None:
            settings = self.app.settings
            self.bare = open_embedder(settings.models_dir / settings.embedding)
        return self.bare

    @property
    def folder(self) -> Path:
        """Where the plain parts keep their files."""
        return self.app.settings.data_dir / "plain"

    async def load(self) -> list[LoadLine]:
        """Load the stories, timed; every other benchmark stands on this."""
        begun = time.perf_counter()
        request = LoadRequest([str(self.stories)], Defaults(Visibility.PROSPECTS), by="bench")
        lines = [line async for line in self.app.load(request)]
        self.load_seconds = time.perf_counter() - begun
        records = await self.app.stories.all(StoryFilter())
        self.passages = [passage for stored in records for passage in passages_of(stored)]
        if not self.passages:
            raise SetupError(f"There are no stories in {self.stories}. Name another with --data.")
        return lines

    def build_plain(self) -> PlainIndexes:
        """Embed the same passages with the bare model, timed, and index them barely; once."""
        if self.indexes is None:
            texts = [passage.text for passage in self.passages]
            begun = time.perf_counter()
            vectors = self.bare_embedder.embed(texts)
            self.embed_seconds = time.perf_counter() - begun
            self.folder.mkdir()
            self.indexes = PlainIndexes.build(self.folder, texts, vectors)
        return self.indexes

    @property
    def plain_search(self) -> PlainSearch:
        """The bare search over the same passages."""
        return PlainSearch(self.bare_embedder, self.build_plain())

    def queries(self, count: int) -> list[str]:
        """Give questions as long as people ask: first sentences of what stories say was wrong.

        Each is asked but once, by a number at its end: vectors of what was asked before are kept.
        """
        wanted = (Facet.PROBLEM, Facet.UNSORTED, Facet.SITUATION)
        found = [sentences(p.text)[0][:200] for p in self.passages if p.facet in wanted]
        return [f"{found[n % len(found)]} Case {n}." for n in range(count)]


@asynccontextmanager
async def workbench(
    settings: Settings, stories: Path, data: Path | None
) -> AsyncIterator[Workbench]:
    """Open a workbench over these stories, with the folder of what is asked of them."""
    if not stories.is_dir():  # noqa: ASYNC240 - once, at the start
        raise SetupError(f"There is no folder {stories}. Name the folder above it with --data.")
    with tempfile.TemporaryDirectory(prefix="groundwork-bench-") as name:
        apart = settings_in(settings, Path(name))
        async with open_app(apart, tell) as app:
            bench = Workbench(app, stories, data)
            tell(f"Loading {stories} for measuring.")
            await bench.load()
            yield bench


def settings_in(settings: Settings, folder: Path) -> Settings:
    """Give the same settings for another folder, with the models that are prepared already."""
    models = settings.models_dir.resolve()
    models.mkdir(parents=True, exist_ok=True)
    folder.mkdir(exist_ok=True)
    (folder / "models").symlink_to(models)
    return settings.model_copy(update={"data_dir": folder, "database_url": ""})
