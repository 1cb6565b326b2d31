"""The rooms that one of the vendor's people may read: on record, and where they are members."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.domain.audience import Audience, Room, Speaker, audience_of
from bot.domain.open_rooms import Account, OpenRoom, called, may_read, open_room
from bot.ports.rooms import AccountNames, Membership, Rooms

NAMELESS = "an account without a name"


class EveryRep:
    """The word of a channel that knows no members: each rep is in each room."""

    async def is_in(self, person_id: str, room: Room) -> bool:
        """Say yes."""
        del person_id, room
        return True


class OpenRooms:
    """Opens rooms for a reader. A channel that says nothing of members opens none."""

    def __init__(
        self,
        rooms: Rooms,
        members: Mapping[str, Membership],
        names: Mapping[str, AccountNames],
    ) -> None:
        self._rooms = rooms
        self._members = members
        self._names = names

    async def known(self, reader: Speaker, here: Room) -> Sequence[Room]:
        """Give the rooms of accounts that may be read, those last written in first."""
        if audience_of(reader, here) is not Audience.INSIDERS:
            return ()
        rooms = await self._rooms.known()
        members = await self._are_in(reader, rooms)
        pairs = zip(rooms, members, strict=True)
        return [room for room, member in pairs if may_read(reader, here, room, member=member)]

    async def on_record(self, reader: Speaker, here: Room) -> Sequence[Account]:
        """Give the accounts on record, to find one by its name; what they hold is not opened."""
        if audience_of(reader, here) is not Audience.INSIDERS:
            return ()
        return await self.accounts(await self._rooms.known())

    async def of(self, reader: Speaker, here: Room, account: str) -> Sequence[OpenRoom]:
        """Give what may be read of an account's rooms, those last written in first."""
        if audience_of(reader, here) is not Audience.INSIDERS:
            return ()
        kept = await self._rooms.kept(account)
        members = await self._are_in(reader, [one.room for one in kept])
        pairs = zip(kept, members, strict=True)
        opened = (open_room(reader, here, one, member=member) for one, member in pairs)
        return [room for room in opened if room is not None]

    async def accounts(self, rooms: Sequence[Room]) -> Sequence[Account]:
        """Give the accounts that rooms belong to, by the names that their channels know."""
        one_of_each = {room.account: room for room in reversed(rooms)}
        names = await asyncio.gather(*(self._name_of(room) for room in one_of_each.values()))
        return called(dict(zip(one_of_each, names, strict=True)))

    async def account_of(self, room: Room) -> str:
        """Give what the account of a room is called."""
        if not room.account:
            return NAMELESS
        return (await self.accounts([room]))[0].name

    async def is_in(self, reader: Speaker, room: Room) -> bool:
        """Say whether a person is a member of a room at this moment."""
        channel = self._members.get(room.channel)
        return channel is not None and await channel.is_in(reader.id, room)

    async def _are_in(self, reader: Speaker, rooms: Sequence[Room]) -> Sequence[bool]:
        return await asyncio.gather(*(self.is_in(reader, room) for room in rooms))

    async def _name_of(self, room: Room) -> str:
        channel = self._names.get(room.channel)
        return (await channel.name_of(room) if channel else "") or room.account
