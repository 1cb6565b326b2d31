"""The machine's clock."""

from datetime import UTC, datetime

from typing_extensions import override

from bot.ports.turns import Clock


class SystemClock(Clock):
    """The machine's clock, in UTC."""

    @override
    def now(self) -> datetime:
        """Give the present moment."""
        return datetime.now(UTC)
