"""What conversations were worth to buyers, by their own word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WorthFigures:
    """Counts. Who gave no answer counts as no."""

    conversations: int  # that came to rest, asked about or not
    asked: int
    yes: int
    no: int

    @property
    def of_asked(self) -> float:
        """The share of yes among those who were asked."""
        return self.yes / self.asked if self.asked else 0.0

    @property
    def of_all(self) -> float:
        """The share of yes among all conversations."""
        return min(1.0, self.yes / self.conversations) if self.conversations else 0.0


class Worth(Protocol):
    """The count of what was answered."""

    async def figures(self, since: datetime, now: datetime) -> WorthFigures:
        """Count the conversations that came to rest, who was asked, and what they said."""
        ...
