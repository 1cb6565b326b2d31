"""Posting where nothing has to be sent: readers look at what is kept, or were shown it already."""

from typing import Protocol

from bot.domain.audience import Room
from bot.domain.reply import Reply


class Numbered(Protocol):
    """A reply on its way out, as far as these channels need to know it."""

    @property
    def id(self) -> int:
        """The number that it is stored under."""
        ...


class PullPoster:
    """The web's pages read the transcript, and whoever sits at a terminal sees each answer come.

    The receipt is the reply's own number.
    """

    async def post(self, outgoing: Numbered) -> str:
        """Give the receipt of a reply."""
        return str(outgoing.id)

    async def tell(self, room: Room, line: str) -> None:
        """Do nothing: who looks sees that no answer has come yet."""

    async def find(self, outgoing: Numbered) -> str | None:
        """Give the receipt of a reply that was begun: what is stored can be read."""
        return str(outgoing.id)

    async def amend(self, outgoing: Numbered, reply: Reply) -> None:
        """Do nothing: pages read what is kept now, and what a terminal has shown stays."""
