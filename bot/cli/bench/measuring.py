"""Figures with the plain parts beside them, and how they are taken."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Between what a figure should be, and how that is put."""

    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. `plain` is what the plain parts need for the same, None for none.

    `where` names what was found: the conversation, the turn in it from 0, and the words.
    """

    bench: str
    what: str
    unit: str
    ours: float
    plain: float | None = None
    plain_parts: str = ""
    wanted: Wanted | None = None
    where: tuple[tuple[str, int, str], ...] = ()

    @property
    def ratio(self) -> float | None:
        """Ours by the plain parts'."""
        return self.ours / self.plain if self.plain else None

    @property
    def as_wanted(self) -> bool | None:
        """Whether it is what it should be, None where nothing is asked of it."""
        return self.wanted.low <= self.ours <= self.wanted.high if self.wanted else None


@dataclass(frozen=True, slots=True)
class Timings:
    """What single calls took, in milliseconds."""

    ms: Sequence[float]

    def percentile(self, percent: float) -> float:
        """Give the time within which this share of calls was done."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


async def milliseconds(call: Call) -> float:
    """Time one call."""
    begun = time.perf_counter()
    await call()
    return (time.perf_counter() - begun) * 1000


async def in_turns(ours: Sequence[Call], plain: Sequence[Call]) -> tuple[Timings, Timings]:
    """Time two lists of calls one against the other, so that a busy machine is fair to both."""
    pairs = [
        (await milliseconds(mine), await milliseconds(other))
        for mine, other in zip(ours, plain, strict=True)
    ]
    return Timings([mine for mine, _ in pairs]), Timings([other for _, other in pairs])


def side_by_side(
    bench: str, what: str, timings: tuple[Timings, Timings], plain_parts: str
) -> list[Figure]:
    """Give the figures for the usual and for the slow case."""
    ours, plain = timings
    return [
        Figure(
            bench,
            f"{what}, p{percent}",
            "ms",
            ours.percentile(percent),
            plain.percentile(percent),
            plain_parts,
        )
        for percent in (50, 95)
    ]
