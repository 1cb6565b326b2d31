"""Looking in: what changed in the rooms that one of the vendor's people may read, cleared anew."""

from datetime import datetime

from bot.domain.audience import Audience, Room, Speaker, audience_of
from bot.domain.look_in import FIRST_LOOK, Look, Seen, looked
from bot.ports.turns import Conversations
from bot.use_cases.hearing import Hearing
from bot.use_cases.open_rooms import OpenRooms

MOST_ACCOUNTS = 30  # those that wrote last


class LookIn:
    """Gives what there is to see for whoever looks in; that they did enters by the one door."""

    def __init__(self, rooms: OpenRooms, conversations: Conversations, hearing: Hearing) -> None:
        self._rooms = rooms
        self._conversations = conversations
        self._hearing = hearing

    async def __call__(self, reader: Speaker, here: Room, now: datetime) -> Look | None:
        """Give what is new since the last look; None for whoever is shown nothing of ours."""
        if audience_of(reader, here) is not Audience.INSIDERS:
            return None
        own = await self._conversations.load(f"{here.channel}:{here.id}")
        since = own.looked or now - FIRST_LOOK
        known = await self._rooms.known(reader, here)
        order = list(dict.fromkeys(room.account for room in known))[:MOST_ACCOUNTS]
        names = {account.id: account for account in await self._rooms.accounts(known)}
        seen = [
            Seen(names[i], tuple(await self._rooms.of(reader, here, i)), since, now) for i in order
        ]
        return looked(seen, self._hearing.wording)
