"""How buyers are guided: their turns played, and what the replies do counted."""

from collections.abc import Iterator, Sequence

from bot.cli.bench.conversations import FILE, play, read_talks
from bot.cli.bench.counting import (
    RULES,
    Played,
    asking,
    found,
    moves,
    outcomes,
    quoting,
    replies,
)
from bot.cli.bench.measuring import Figure, Timings, Wanted
from bot.cli.bench.workbench import Workbench
from bot.domain.audience import Place

ASKING, QUOTING = Wanted(1 / 4, 2 / 3, "1/4 to 2/3"), Wanted(0, 1 / 2, "at most 1/2")
NONE = Wanted(0, 0, "0")


async def guiding(bench: Workbench) -> list[Figure]:
    """Play the conversations in a shared room, then in private, and count."""
    if bench.data is None or not (bench.data / FILE).exists():
        return []
    talks = read_talks(bench.data)
    figures: list[Figure] = []
    for place in (Place.SHARED, Place.DM):
        figures += figures_of(await play(bench.app, talks, place), str(place))
    return figures


def figures_of(turns: Sequence[Played], place: str) -> Iterator[Figure]:
    """Give all counts of the turns played in one place."""
    answered = len(replies(turns))

    def figure(what: str, unit: str, ours: float, wanted: Wanted | None = None) -> Figure:
        return Figure("guiding", f"{place}: {what}", unit, ours, wanted=wanted)

    def share(some: Sequence[Played]) -> float:
        return len(some) / answered if answered else 0.0

    yield figure("replies", "turns", answered)
    yield figure("silent, or a reaction alone", "turns", len(turns) - answered)
    yield figure("replies with a question", "replies", len(asking(turns)))
    yield figure("replies with a question", "share", share(asking(turns)), ASKING)
    yield figure("replies that quote the buyer", "replies", len(quoting(turns)))
    yield figure("replies that quote the buyer", "share", share(quoting(turns)), QUOTING)
    for what, rule in RULES.items():
        broken = found(turns, rule)
        where = tuple((f.conversation, f.n, f.what) for f in broken)
        yield Figure("guiding", f"{place}: {what}", "times", len(broken), wanted=NONE, where=where)
    for kind, count in moves(turns).most_common():
        yield figure(f"move {kind}", "turns", count)
    for outcome, count in outcomes(turns).most_common():
        yield figure(f"stories shown, {outcome}", "cards", count)
    timings = Timings([turn.ms for turn in turns])
    for percent in (50, 95) if turns else ():
        yield figure(f"one turn, p{percent}", "ms", timings.percentile(percent))
