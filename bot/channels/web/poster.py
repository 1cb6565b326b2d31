"""Posting on the web: a reply is out as soon as the transcript shows it."""

from typing import Protocol

from bot.domain.audience import Room
from bot.domain.reply import Reply


class Numbered(Protocol):
    """A reply on its way out, as far as this channel needs to know it."""

    @property
    def id(self) -> int:
        """The number that it is stored under."""
        ...


class WebPoster:
    """Has nothing to send: pages read the transcript. The receipt is the reply's own number."""

    async def post(self, outgoing: Numbered) -> str:
        """Give the receipt of a reply."""
        return str(outgoing.id)

    async def tell(self, room: Room, line: str) -> None:
        """Do nothing: the page shows what waits."""

    async def find(self, outgoing: Numbered) -> str | None:
        """Give the receipt of a reply that was begun: what is stored can be read."""
        return str(outgoing.id)

    async def amend(self, outgoing: Numbered, reply: Reply) -> None:
        """Pages read what is kept, so there is nothing to change."""
