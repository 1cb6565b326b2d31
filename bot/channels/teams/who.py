"""Who caused an activity, and in which room: looked up anew for each, so nothing can go stale."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models import ActivityBase

from bot.channels.teams.address import CHANNEL, Address, without_thread
from bot.channels.teams.parts import RoleOf
from bot.channels.teams.roster import all_of, one_of
from bot.channels.teams.standing import Seen, standing_of
from bot.domain.audience import Place, Role, Room, Speaker

_BOT = "28:"  # how the ids of bots begin


@dataclass(frozen=True, slots=True)
class Party:
    """Who spoke and where."""

    speaker: Speaker
    room: Room


@dataclass(frozen=True, slots=True)
class Who:
    """Finds out who caused an activity and as what they and the room are treated."""

    home: str
    role_of: RoleOf

    async def __call__(self, activity: ActivityBase, api: ApiClient) -> Party:
        """Look at the author and the room of an activity."""
        return await self._party(activity, api, _kind(activity))

    async def composing(self, activity: ActivityBase, api: ApiClient) -> Party:
        """Look at whoever composes a message, perhaps in a chat that we are not part of.

        Two people's own chat calls itself personal as ours does: everyone in it reads along.
        """
        return await self._party(activity, api, "groupChat")

    async def alone(self, activity: ActivityBase, api: ApiClient) -> Party:
        """Look at whoever has a dialog open: nobody else reads it."""
        party = await self(activity, api)
        room = Room(f"dialog:{party.speaker.id}", CHANNEL, Place.DM, party.room.account)
        return replace(party, room=room)

    async def _party(self, activity: ActivityBase, api: ApiClient, kind: str) -> Party:
        role = await self.role_of(person_id(activity))
        look = _in_private if kind == "personal" else _in_company
        seen = await look(_said(activity, kind), activity, api, role)
        standing = standing_of(self.home, seen)
        name = activity.from_.name or ""
        speaker = Speaker(person_id(activity), name, standing.insider, role)
        address = Address.answering(activity, api.service_url).stored()
        where = activity.conversation.id
        room = Room(where, CHANNEL, standing.place, standing.account, address)
        return Party(speaker, room)


_Look = Callable[[Seen, ActivityBase, ApiClient, Role | None], Awaitable[Seen]]


async def _in_private(
    seen: Seen, activity: ActivityBase, api: ApiClient, role: Role | None
) -> Seen:
    """Who has no role is an outsider whatever the roster says: it need not be asked."""
    if role is None:
        return seen
    member = await one_of(api, activity.conversation.id, activity.from_.id)
    return replace(seen, author=member)


async def _in_company(
    seen: Seen, activity: ActivityBase, api: ApiClient, role: Role | None
) -> Seen:
    del role  # the others in the room count, whoever speaks
    members = await all_of(api, seen.room)
    if members is None:
        return seen
    others = {k: m for k, m in members.items() if k != activity.recipient.id}
    return replace(seen, members=tuple(others.values()), author=others.get(activity.from_.id))


def person_id(activity: ActivityBase) -> str:
    """Name the author: by the directory where it knows them, else by what Teams calls them."""
    return f"{CHANNEL}:{activity.from_.aad_object_id or activity.from_.id}"


def is_bot(activity: ActivityBase) -> bool:
    """Say whether a program wrote: we answer none, ourselves included."""
    author = activity.from_
    return author.id.startswith(_BOT) or author.role == "bot" or author.id == activity.recipient.id


def tenant_of(activity: ActivityBase) -> str:
    """Name the tenant that hosts the room; "" where it is not said."""
    data = activity.channel_data
    hosted = data.tenant.id if data and data.tenant else ""
    return hosted or activity.conversation.tenant_id or ""


def _kind(activity: ActivityBase) -> str:
    return activity.conversation.conversation_type or ""


def _said(activity: ActivityBase, kind: str) -> Seen:
    """What the activity says by itself."""
    data = activity.channel_data
    channel = data.channel if data else None
    return Seen(
        room=without_thread(activity.conversation.id),
        kind=kind,
        host=tenant_of(activity),
        channel_kind=(channel.type if channel else None) or "",
        claimed=activity.from_.tenant_id or "",
    )
