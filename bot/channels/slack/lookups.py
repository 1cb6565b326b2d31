"""Looking up who someone is and who reads a room: kept for seconds, cleared when things change."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cachetools import TTLCache

from bot.channels.slack.clients import FAILURES, SlackClients, UnknownTeamError, reason_of
from bot.channels.slack.ids import Spot, user_of
from bot.channels.slack.ids import person_id as person_id_of
from bot.channels.slack.who import Members, Profile, RoomFacts, belongs, place_of
from bot.domain.audience import Place, Room

logger = logging.getLogger(__name__)

ROOM_SECONDS = 20  # one turn and what belongs to it; the next turn looks anew
PERSON_SECONDS = 60
NAME_SECONDS = 3600
MOST_READERS = 1000  # a channel of more has nobody in it, as far as we know
MOST_MEMBERS = 100  # a channel of more is not looked through: it counts as read by guests
MOST_AT_ONCE = 200  # members that are asked for in one call
_AT_ONCE = 5
_CHANNELS = ("C", "G")  # how the ids of channels begin, private ones among them
_KEPT = 10_000


class Lookups:
    """What Slack says of people and rooms. What it does not say stays unknown."""

    def __init__(self, clients: SlackClients) -> None:
        self.clients = clients
        self._rooms: TTLCache[tuple[str, str], RoomFacts] = TTLCache(_KEPT, ROOM_SECONDS)
        self._people: TTLCache[tuple[str, str], Profile] = TTLCache(_KEPT, PERSON_SECONDS)
        self._asking: TTLCache[tuple[str, str], asyncio.Lock] = TTLCache(_KEPT, PERSON_SECONDS)
        self._names: TTLCache[str, str] = TTLCache(_KEPT, NAME_SECONDS)
        self._members: TTLCache[tuple[str, str], Members] = TTLCache(_KEPT, ROOM_SECONDS)
        self._readers: TTLCache[tuple[str, str], frozenset[str]] = TTLCache(_KEPT, ROOM_SECONDS)

    async def person(self, team: str, user: str) -> Profile | None:
        """Give a person's profile; None where Slack gives no answer."""
        known = self._people.get((team, user))
        if known is None and user:
            found = await self._asked(team, "users.info", {"user": user})
            if found is not None:
                known = self._people[team, user] = profile_of(found.get("user") or {})
        return known

    async def room(self, team: str, channel: str) -> RoomFacts:
        """Give what is known of a channel, without its members."""
        known = self._rooms.get((team, channel))
        if known is None:
            found = await self._asked(team, "conversations.info", {"channel": channel})
            if found is None:
                return RoomFacts()
            known = self._rooms[team, channel] = facts_of(found.get("channel") or {})
        return known

    async def place(self, team: str, channel: str) -> Place | None:
        """Say what kind of place a channel is now, its members looked at too."""
        facts = await self.room(team, channel)
        if facts.looked_up and not (facts.shared or facts.pending):
            house = await self.clients.house(team)
            facts = replace(facts, members=await self.members(team, channel, house))
        return place_of(facts)

    async def members(self, team: str, channel: str, house: frozenset[str]) -> Members:
        """Say whether all members of a channel are ours."""
        known = self._members.get((team, channel))
        if known is None:
            known = await self._look_through(team, channel, house)
            if known is not Members.UNKNOWN:
                self._members[team, channel] = known
        return known

    async def is_in(self, person_id: str, room: Room) -> bool:
        """Say whether a person is a member of a channel now; what Slack does not say is a no."""
        spot, user = Spot.of(room.id), user_of(person_id)
        if person_id != person_id_of(user) or not spot.channel.startswith(_CHANNELS):
            return False
        return user in await self._in(spot.team, spot.channel)

    async def name_of(self, room: Room) -> str:
        """Give the name of the company that a room is shared with; "" where Slack gives none."""
        team = Spot.of(room.id).team
        if room.account not in self._names:
            found = await self._asked(team, "team.info", {"team": room.account})
            if found is None:
                return ""
            self._names[room.account] = str((found.get("team") or {}).get("name") or "")
        return self._names[room.account]

    def changed(self, team: str, channel: str) -> None:
        """Forget what was known of a channel: it was shared, or someone came or went."""
        self._rooms.pop((team, channel), None)
        self._members.pop((team, channel), None)
        self._readers.pop((team, channel), None)

    async def _in(self, team: str, channel: str) -> frozenset[str]:
        """Give who is in a channel. Who asks for its many threads at once asks Slack once."""
        async with self._asking.setdefault((team, channel), asyncio.Lock()):
            known = self._readers.get((team, channel))
            if known is None:
                found = await self._all_in(team, channel)
                if found is None:
                    return frozenset()
                known = self._readers[team, channel] = found
            return known

    async def _all_in(self, team: str, channel: str) -> frozenset[str] | None:
        people: set[str] = set()
        cursor = ""
        for _ in range(MOST_READERS // MOST_AT_ONCE):
            asked = {"channel": channel, "limit": MOST_AT_ONCE, "cursor": cursor}
            found = await self._asked(team, "conversations.members", asked)
            if found is None:
                return None
            people |= set(found.get("members") or ())
            cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return frozenset(people)
        return frozenset()

    async def _look_through(self, team: str, channel: str, house: frozenset[str]) -> Members:
        asked = {"channel": channel, "limit": MOST_MEMBERS}
        found = await self._asked(team, "conversations.members", asked)
        if found is None:
            return Members.UNKNOWN
        if (found.get("response_metadata") or {}).get("next_cursor"):
            return Members.MIXED
        limit = asyncio.Semaphore(_AT_ONCE)

        async def look(user: str) -> Profile | None:
            async with limit:
                return await self.person(team, user)

        people = await asyncio.gather(*(look(user) for user in found.get("members") or ()))
        if any(p is not None and not belongs(p, house) for p in people):
            return Members.MIXED
        return Members.UNKNOWN if None in people else Members.OURS

    async def _asked(
        self, team: str, method: str, arguments: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        try:
            client = await self.clients.of(team)
            answer = await client.api_call(method, http_verb="GET", params=dict(arguments))
        except (*FAILURES, UnknownTeamError) as error:
            logger.warning(
                "Slack: %s failed (%s); outsiders are assumed", method, reason_of(error)
            )
            return None
        return answer.data if isinstance(answer.data, dict) else None


def profile_of(user: Mapping[str, Any]) -> Profile:
    """Read a user of Slack's."""
    grid = user.get("enterprise_user") or {}
    teams = (user.get("team_id"), grid.get("enterprise_id"))
    return Profile(
        teams=frozenset(str(t) for t in teams if t),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=bool(user.get("is_stranger")),
        bot=bool(user.get("is_bot")),
        gone=bool(user.get("deleted")),
    )


def facts_of(channel: Mapping[str, Any]) -> RoomFacts:
    """Read a conversation of Slack's."""
    partners = {
        str(t)
        for name in ("connected_team_ids", "shared_team_ids", "conversation_host_id")
        for t in _listed(channel.get(name))
    }
    return RoomFacts(
        direct=bool(channel.get("is_im")),
        looked_up=True,
        shared=bool(channel.get("is_ext_shared")),
        pending=bool(
            channel.get("is_pending_ext_shared")
            or channel.get("pending_shared")
            or channel.get("pending_connected_team_ids")
        ),
        group=bool(channel.get("is_mpim")),
        partners=frozenset(partners),
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value] if value else []
