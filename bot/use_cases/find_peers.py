"""Customers who would talk to a buyer: willing, and by their own limit free to be asked."""

from bot.domain.audience import audience_of, clearance_for
from bot.domain.events import InboundEvent
from bot.domain.moves import Move, Told
from bot.domain.peers import allowed_since
from bot.domain.situation import Situation
from bot.ports.hand_overs import Requests
from bot.ports.turns import Clock
from bot.use_cases.find_stories import FITS, Ask, FindStories


class FindPeers:
    """Gives stories whose customers would talk: the one agreed on, else told here, else near."""

    def __init__(self, find: FindStories, requests: Requests, clock: Clock) -> None:
        self._find = find
        self._requests = requests
        self._clock = clock

    async def __call__(
        self, event: InboundEvent, s: Situation, move: Move
    ) -> tuple[list[Told], Told | None]:
        """Give them, and one who is willing and has talked enough for now."""
        willing = await self._willing(event, s, move)
        free = [told for told in willing if await self._is_free(told)]
        return free, next((told for told in willing if told not in free), None)

    async def _willing(self, event: InboundEvent, s: Situation, move: Move) -> list[Told]:
        clearance = clearance_for(audience_of(event.speaker, event.room))
        told = (move.peer,) if move.peer else tuple(reversed(s.conversation.in_order()))
        picked = [await self._find.pick(story_id, clearance) for story_id in told]
        willing = [t for t in picked if t and t.peer]
        if willing or move.peer:
            return willing
        known = s.conversation.shown_ids | s.conversation.not_like_us
        about = move.want.about if move.want else ""
        found = await self._find(Ask(about, exclude=known), clearance)
        return [t for t in found.told if t.peer and t.score >= FITS]

    async def _is_free(self, told: Told) -> bool:
        limit = allowed_since(told.peer.limit if told.peer else "", self._clock.now())
        if limit is None:
            return True
        count, since = limit
        return await self._requests.introductions(told.rendition.story_id, since) < count
