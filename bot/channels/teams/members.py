"""Which of the vendor's people are in a room of Teams, by its roster at this moment."""

from cachetools import TTLCache
from microsoft_teams.apps import App

from bot.channels.teams.address import CHANNEL, Address, without_thread
from bot.channels.teams.roster import company_in, ours_in
from bot.domain.audience import Place, Room

_SECONDS = 15  # that a roster counts as the present one
_NAMED_SECONDS = 3600  # that a company keeps its name
_KEPT = 10_000
_WITH_OTHERS = (Place.SHARED, Place.INTERNAL)


class RoomMembers:
    """Says who of us is in a room. What Teams does not say is a no."""

    def __init__(self, library: App, home: str) -> None:
        self._library = library
        self._home = home
        self._known: TTLCache[str, frozenset[str]] = TTLCache(_KEPT, _SECONDS)
        self._names: TTLCache[str, str] = TTLCache(_KEPT, _NAMED_SECONDS)

    async def is_in(self, person_id: str, room: Room) -> bool:
        """Say whether a person is in a room now; all threads of a channel have one roster."""
        channel, _, person = person_id.partition(":")
        if channel != CHANNEL or room.place not in _WITH_OTHERS or not room.address:
            return False
        where = without_thread(room.id)
        known = self._known.get(where)
        if known is None:
            api = self._library.api.from_service_url(Address.of(room).service)
            found = await ours_in(api, where, self._home)
            if found is None:
                return False
            known = self._known[where] = found
        return person in known

    async def name_of(self, room: Room) -> str:
        """Name a room's account by its people's addresses; "" where they do not say one name."""
        if room.place not in _WITH_OTHERS or not (room.account and room.address):
            return ""
        known = self._names.get(room.account, "")
        if not known:
            api = self._library.api.from_service_url(Address.of(room).service)
            known = await company_in(api, without_thread(room.id), room.account)
            if known:
                self._names[room.account] = known
        return known
