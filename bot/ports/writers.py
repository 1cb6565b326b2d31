"""Who wrote in which room lately."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.writers import Wrote


class Writers(Protocol):
    """The last time that each person wrote in a room. No words."""

    async def note(self, conversation_id: str, wrote: Wrote) -> None:
        """Remember that someone wrote, in place of the time before."""
        ...

    async def others(self, conversation_id: str, who: str) -> Sequence[Wrote]:
        """Give everybody else who wrote there."""
        ...
