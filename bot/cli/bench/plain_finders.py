"""What finds stories without us: each plain part, two of them fused, and LangChain's retriever."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from importlib.util import find_spec

import numpy as np

from bot.bootstrap import langchain_embeddings
from bot.cli.bench.plain_parts import PlainIndexes
from bot.cli.bench.workbench import Workbench
from bot.cli.opening import tell

Ranked = list[tuple[str, float]]  # stories best first, each with its score
Finder = Callable[[str], Awaitable[Ranked]]

DEPTH = 100  # passages, so that ten stories come out of them
LEXICAL = 0.3  # what BM25 counts beside the embedder in a plain fusion of standard scores


async def finders(bench: Workbench) -> dict[str, Finder]:
    """Give the finders by name; each looks at the same stories."""
    indexes = bench.build_plain()
    found: dict[str, Finder] = {
        "bm25s alone": partial(_lexical, bench, indexes),
        "the embedder alone": partial(_dense, bench, indexes),
        "both, plainly fused": partial(_fused, bench, indexes),
    }
    if find_spec("langchain_chroma") is None:
        tell("LangChain's retriever is left out: pip install langchain-chroma")
        return found
    return found | {"LangChain's Chroma retriever": _langchain(bench)}


async def _lexical(bench: Workbench, indexes: PlainIndexes, text: str) -> Ranked:
    return _stories(bench, indexes.lexical(text, DEPTH))


async def _dense(bench: Workbench, indexes: PlainIndexes, text: str) -> Ranked:
    return _stories(bench, indexes.dense(bench.bare_embedder.embed([text])[0], DEPTH))


async def _fused(bench: Workbench, indexes: PlainIndexes, text: str) -> Ranked:
    """Add the standard scores of the best passage of each story."""
    dense, lexical = await _dense(bench, indexes, text), await _lexical(bench, indexes, text)
    total: dict[str, float] = {}
    for ranked, weight in ((dense, 1.0), (lexical, LEXICAL)):
        scores = np.array([score for _, score in ranked] or [0.0])
        spread = float(scores.std()) or 1.0
        lowest = float((scores.min() - scores.mean()) / spread)
        standard = {i: float((s - scores.mean()) / spread) - lowest for i, s in ranked}
        for story, score in standard.items():
            total[story] = total.get(story, 0.0) + weight * score
    return sorted(total.items(), key=lambda pair: -pair[1])


def _langchain(bench: Workbench) -> Finder:
    """Set up what LangChain's own pages set up: recursive splitting, Chroma, a retriever."""
    from langchain_chroma import Chroma  # noqa: PLC0415 - a tool of measuring alone
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    texts: dict[str, list[str]] = {}
    for passage in bench.passages:
        texts.setdefault(passage.story_id, []).append(passage.text)
    pieces = [
        (i, piece) for i, some in texts.items() for piece in splitter.split_text("\n".join(some))
    ]
    store = Chroma.from_texts(
        [piece for _, piece in pieces],
        langchain_embeddings(bench.app),
        metadatas=[{"story": story} for story, _ in pieces],
        collection_metadata={"hnsw:space": "cosine"},
    )

    async def find(text: str) -> Ranked:
        hits = await store.asimilarity_search_with_score(text, k=DEPTH)
        return _best((str(d.metadata["story"]), 1.0 - distance) for d, distance in hits)

    return find


def _stories(bench: Workbench, scored: Sequence[tuple[int, float]]) -> Ranked:
    return _best((bench.passages[n].story_id, score) for n, score in scored)


def _best(scored: Iterable[tuple[str, float]]) -> Ranked:
    best: dict[str, float] = {}
    for story, score in scored:
        best.setdefault(story, score)
    return list(best.items())
