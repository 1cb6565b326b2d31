"""Gaps in memory, and what takes names out of their words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.gaps import Closing, Gap
from bot.ports.library import Finding


class MemoryGaps:
    """Keeps the gaps it is given, and how they were closed."""

    def __init__(self) -> None:
        self.kept: dict[int, Gap] = {}
        self.closed: dict[int, Closing] = {}

    def put(self, *gaps: Gap) -> None:
        self.kept |= {gap.id: gap for gap in gaps}

    async def open(self, since: datetime | None = None) -> Sequence[Gap]:
        left = [gap for gap in self.kept.values() if gap.id not in self.closed]
        return [gap for gap in left if since is None or gap.at >= since]

    async def close(self, gap_ids: Sequence[int], closing: Closing) -> int:
        fresh = [i for i in gap_ids if i in self.kept and i not in self.closed]
        self.closed |= dict.fromkeys(fresh, closing)
        return len(fresh)


class KnownNames:
    """Finds the names it was told of, with what stands in for each."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def find(self, text: str) -> Sequence[Finding]:
        at = [(text.find(name), name) for name in self.names if name in text]
        return [Finding("name", name, start, self.names[name]) for start, name in sorted(at)]
