"""The direct message with one of the vendor's people, where Slack still vouches for them."""

import logging

from bot.channels.slack.clients import FAILURES, NotConnectedError, UnknownTeamError, reason_of
from bot.channels.slack.ids import CHANNEL, Address, Spot, user_of
from bot.channels.slack.lookups import Lookups
from bot.channels.slack.who import belongs
from bot.domain.audience import Place, Room

logger = logging.getLogger(__name__)


class SlackReach:
    """Finds people in the vendor's own workspaces. `teams` are those; empty: the token's."""

    def __init__(self, lookups: Lookups, teams: frozenset[str]) -> None:
        self._lookups = lookups
        self._teams = sorted(team for team in teams if team.startswith("T")) or [""]

    async def room_of(self, person_id: str) -> Room | None:
        """Give the direct message with a full member; None for anyone else."""
        for team in self._teams:
            try:
                if room := await self._in(team, user_of(person_id)):
                    return room
            except (*FAILURES, NotConnectedError, UnknownTeamError) as error:
                logger.info("Slack: an owner was not reached (%s)", reason_of(error))
        return None

    async def _in(self, wanted: str, user: str) -> Room | None:
        us = await self._lookups.clients.identity(wanted)
        if us is None:
            return None
        team = wanted or us.team_id or ""
        profile = await self._lookups.person(team, user)
        house = await self._lookups.clients.house(team)
        if profile is None or profile.bot or not belongs(profile, house):
            return None
        client = await self._lookups.clients.of(team)
        answer = await client.conversations_open(users=user)
        channel = str((answer.get("channel") or {}).get("id") or "")
        if not channel:
            return None
        where = str(Address(user=user))
        return Room(Spot(team, channel).room_id, CHANNEL, Place.DM, "", where)
