"""How search and memory grow: made-up libraries of a thousand passages and many more."""

import asyncio
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.bootstrap import BareIndex
from bot.cli.bench.made_up import MadeUpEmbedder, made_up_stories, unit_vectors
from bot.cli.bench.measuring import Figure, Timings, in_turns, side_by_side
from bot.cli.bench.plain_parts import PlainIndexes, PlainSearch
from bot.cli.bench.workbench import Workbench
from bot.cli.opening import tell
from bot.domain.errors import SetupError
from bot.domain.passages import Passage

SIZES = (1_000, 10_000, 100_000)  # passages
SEARCHES = 100
_STORIES_AT_ONCE = 200


async def scale(bench: Workbench) -> list[Figure]:
    """Compare a buyer's search with the bare queries at each size, and the memory at the end."""
    figures: list[Figure] = []
    for size in SIZES:
        tell(f"Making up {size:,} passages.")
        folder = bench.app.settings.data_dir / f"scale-{size}"
        figures += await _at(bench, size, folder)
        shutil.rmtree(folder)
    return figures


async def _at(bench: Workbench, size: int, folder: Path) -> list[Figure]:
    embedder = MadeUpEmbedder(bench.bare_embedder)
    words = [word for passage in bench.passages for word in passage.text.split()]
    stories = list(made_up_stories(words, size))
    index = BareIndex(folder / "ours", embedder)
    await _filled(index, stories)
    plain = _plain(bench, [p.text for story in stories for p in story], folder / "plain")
    timings = await _timings(bench, index, plain)
    what = f"{size:,} passages"
    parts = "the model and the bare indexes alone"
    return [
        *side_by_side("scale", f"search, {what}", timings, PlainSearch.parts),
        Figure("scale", f"memory, {what}", "MB", *await _memory(bench, folder), parts),
    ]


async def _filled(index: BareIndex, stories: Sequence[Sequence[Passage]]) -> None:
    for start in range(0, len(stories), _STORIES_AT_ONCE):
        some = stories[start : start + _STORIES_AT_ONCE]
        await index.put([passage for story in some for passage in story])


def _plain(bench: Workbench, texts: Sequence[str], folder: Path) -> PlainIndexes:
    folder.mkdir(parents=True)
    vectors = unit_vectors(np.random.default_rng(8), len(texts), bench.app.embedder.dimension)
    return PlainIndexes.build(folder, texts, vectors)


async def _timings(
    bench: Workbench, index: BareIndex, indexes: PlainIndexes
) -> tuple[Timings, Timings]:
    queries, plain = bench.queries(SEARCHES), PlainSearch(bench.bare_embedder, indexes)

    async def ours(query: str) -> None:
        await index.search(query)

    await in_turns([lambda: ours(queries[0])], [lambda: plain(queries[0])])
    return await in_turns(
        [lambda q=q: ours(q) for q in queries],  # type: ignore[misc]
        [lambda q=q: plain(q) for q in queries],  # type: ignore[misc]
    )


async def _memory(bench: Workbench, folder: Path) -> tuple[float, float]:
    """Weigh two processes that open what is on disk and search once: ours, and the plain parts."""
    settings = bench.app.settings
    model = str(settings.models_dir / settings.embedding)
    ours = await _weighed("bot.cli.bench.index_process", model, str(folder / "ours"))
    plain = await _weighed("bot.cli.bench.plain_process", model, str(folder / "plain"))
    return ours, plain


async def _weighed(*module: str) -> float:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    if process.returncode:
        raise SetupError("A process that was to be weighed failed; the lines above say why.")
    return float(json.loads(told)["mb"])
