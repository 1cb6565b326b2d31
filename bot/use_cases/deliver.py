"""Posting replies: recorded before and after, so that a crash leaves one doubt at most."""

from collections.abc import Mapping

from bot.ports.turns import Outbox, Outgoing, Poster, PostState


class Deliver:
    """Posts what waits in the outbox."""

    def __init__(self, outbox: Outbox, posters: Mapping[str, Poster]) -> None:
        self._outbox = outbox
        self._posters = posters

    async def __call__(self) -> int:
        """Post all that waits, oldest first, on every channel; gives how many were posted."""
        posted = 0
        for channel, poster in self._posters.items():
            for outgoing in await self._outbox.waiting(channel):
                await self._post(outgoing, poster)
                posted += 1
        return posted

    async def one(self, outgoing_id: int) -> None:
        """Post one reply, if it still waits."""
        outgoing = await self._outbox.get(outgoing_id)
        if outgoing is not None and outgoing.state is not PostState.POSTED:
            await self._post(outgoing, self._posters[outgoing.room.channel])

    async def _post(self, outgoing: Outgoing, poster: Poster) -> None:
        receipt = None
        if outgoing.state is PostState.POSTING:
            # A process died between "begin" and "done": only the channel knows if it was seen.
            receipt = await poster.find(outgoing)
        if receipt is None:
            await self._outbox.mark_posting(outgoing.id)
            receipt = await poster.post(outgoing)
        await self._outbox.mark_posted(outgoing.id, receipt)
