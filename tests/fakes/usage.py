"""The record of calls to models, in memory."""

from dataclasses import dataclass, field

from typing_extensions import override

from bot.ports.model import Spent, Summed, Usage, Use


@dataclass
class MemoryUsage(Usage):
    """Keeps what is noted; sums it up when asked."""

    noted: list[Use] = field(default_factory=list)

    @override
    async def note(self, use):
        self.noted.append(use)

    @override
    async def spent(self, account, since):
        return _sum(u for u in self.noted if u.account == account and u.at >= since)

    @override
    async def sums(self, since):
        kinds = sorted({(u.account, u.prompt, u.outcome) for u in self.noted if u.at >= since})
        return [Summed(*kind, _sum(self._of(kind, since))) for kind in kinds]

    def _of(self, kind, since):
        return (
            u for u in self.noted if u.at >= since and (u.account, u.prompt, u.outcome) == kind
        )


def _sum(uses):
    each = (Spent(1, u.input_tokens + u.output_tokens, u.cost or 0.0, u.ms) for u in uses)
    return sum(each, Spent())
