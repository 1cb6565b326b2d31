"""The benchmarks that run inside one process: loading, search, turns, quality."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.cli.bench.measuring import Figure, in_turns, side_by_side
from bot.cli.bench.messages import CONVERSATION
from bot.cli.bench.plain_parts import PlainCommit, PlainSearch
from bot.cli.bench.workbench import Workbench
from bot.domain.audience import Audience, Place, Room, Speaker, clearance_for
from bot.domain.events import Message
from bot.domain.text import sentences
from bot.use_cases.find_stories import Ask

SEARCHES, CONVERSATIONS = 200, 8


async def loading(bench: Workbench) -> list[Figure]:
    """Compare loading with the raw embedder, and a second load with the first."""
    bench.build_plain()
    count, first = len(bench.passages), bench.load_seconds
    begun = time.perf_counter()
    lines = await bench.load()
    again = time.perf_counter() - begun
    return [
        Figure(
            "loading",
            f"{count} passages of {len(lines)} files",
            "passages/s",
            count / first,
            count / bench.embed_seconds,
            "the raw embedder on the same passages",
        ),
        Figure(
            "loading",
            "the same files again, unchanged",
            "ms",
            again * 1000,
            first * 1000,
            "the first load",
        ),
    ]


async def search(bench: Workbench) -> list[Figure]:
    """Compare a buyer's search with the bare queries over the same passages."""
    queries, plain = bench.queries(SEARCHES), bench.plain_search

    async def ours(query: str) -> None:
        await bench.app.find(Ask(query), clearance_for(Audience.OUTSIDERS))

    await in_turns([lambda: ours(queries[0])], [lambda: plain(queries[0])])
    timings = await in_turns(
        [lambda q=q: ours(q) for q in queries],  # type: ignore[misc]
        [lambda q=q: plain(q) for q in queries],  # type: ignore[misc]
    )
    return side_by_side("search", f"{len(bench.passages)} passages", timings, PlainSearch.parts)


async def turn(bench: Workbench) -> list[Figure]:
    """Compare a buyer's turn, stored durably, with its parts done barely."""
    messages = [message_of(n, said) for n in range(CONVERSATIONS) for said in CONVERSATION]
    async with plain_turn(bench) as plain:
        await in_turns(
            [lambda: bench.app.respond(message_of(-1, CONVERSATION[0]))],
            [lambda: plain(messages[0].text)],
        )
        timings = await in_turns(
            [lambda m=m: bench.app.respond(m) for m in messages],  # type: ignore[misc]
            [lambda m=m: plain(m.text) for m in messages],  # type: ignore[misc]
        )
    parts = "embedding its sentences + one such search + one commit"
    return side_by_side("turn", "one buyer's turn, stored", timings, parts)


@asynccontextmanager
async def plain_turn(bench: Workbench) -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Give a message's parts done barely: its sentences embedded, one search, one commit."""
    plain_search = bench.plain_search
    commit = PlainCommit(bench.app.settings.data_dir / "bare.db")

    async def plain(said: str) -> None:
        bench.bare_embedder.embed(sentences(said))
        await plain_search(said)
        await commit(said)

    try:
        yield plain
    finally:
        commit.close()


def message_of(conversation: int, said: str) -> Message:
    """Make a buyer's message in a room of its own for each conversation."""
    room = Room(f"bench-{conversation}", "bench", Place.DM, "bench")
    return Message(
        key=f"bench:{conversation}:{said}",
        room=room,
        speaker=Speaker("bench:buyer", "Buyer"),
        at=datetime.now(UTC),
        text=f"{said} ({conversation})",
    )
