"""Seating whoever wrote or pressed: as whom they speak, and in which room. Looked up each time."""

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.channels.slack.clients import NotConnectedError
from bot.channels.slack.ids import CHANNEL, person_id
from bot.channels.slack.incoming import Origin
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.parts import RoleOf
from bot.channels.slack.who import Author, Members, RoomFacts, account_of, place_of, treatment
from bot.domain.audience import Room, Speaker

logger = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds for all look-ups of one event: Slack wants its answer within three


@dataclass(frozen=True, slots=True)
class Seat:
    """Who speaks, in which room."""

    speaker: Speaker
    room: Room


class Seating:
    """Works out who speaks where. What Slack does not say in time counts as outside."""

    def __init__(self, lookups: Lookups, role_of: RoleOf) -> None:
        self._clients = lookups.clients
        self._lookups = lookups
        self._role_of = role_of

    async def __call__(self, origin: Origin) -> Seat:
        """Seat the author of an event, button or modal."""
        who = person_id(origin.user)
        role = await self._role_of(who)
        house = await self._house(origin.team)
        try:
            async with asyncio.timeout(PATIENCE):
                author, facts = await self._looked_up(origin, house, staff=role is not None)
        except TimeoutError:
            logger.warning("Slack: look-ups took too long; outsiders are assumed")
            author, facts = Author(origin.claims, None), RoomFacts(direct=origin.direct)
        found = treatment(author, facts, origin.surface, house)
        speaker = Speaker(who, insider=found.insider, role=role if found.insider else None)
        account = account_of(facts, author, house)
        room = Room(origin.spot.room_id, CHANNEL, found.place, account, str(origin.address))
        return Seat(speaker, room)

    def unseen(self, origin: Origin) -> Seat:
        """Seat someone without looking anything up: as an outsider among outsiders."""
        place = place_of(RoomFacts(direct=origin.direct))
        room = Room(origin.spot.room_id, CHANNEL, place, "", str(origin.address))
        return Seat(Speaker(person_id(origin.user)), room)

    async def _looked_up(
        self, origin: Origin, house: frozenset[str], *, staff: bool
    ) -> tuple[Author, RoomFacts]:
        profile = await self._lookups.person(origin.team, origin.user)
        author = Author(origin.claims, profile)
        if origin.direct:
            return author, RoomFacts(direct=True)
        facts = await self._lookups.room(origin.team, origin.spot.channel)
        # Who else reads matters only for those who could be shown more than outsiders.
        if staff and facts.looked_up and not (facts.shared or facts.pending):
            members = await self._lookups.members(origin.team, origin.spot.channel, house)
            facts = replace(facts, members=members)
        else:
            facts = replace(facts, members=Members.UNKNOWN)
        return author, facts

    async def _house(self, team: str) -> frozenset[str]:
        try:
            return await self._clients.house(team)
        except NotConnectedError:
            return frozenset()
