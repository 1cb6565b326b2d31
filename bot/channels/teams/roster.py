"""Asking Teams who is in a room. What cannot be found out is unknown."""

import asyncio
import logging

import httpx
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models import TeamsChannelAccount
from pydantic import ValidationError

from bot.channels.teams.standing import Member, is_ours

_PATIENCE = 4.0  # seconds; Teams waits fifteen for us
_PAGES = 8
_PAGE = 500  # people

_log = logging.getLogger(__name__)


async def one_of(api: ApiClient, conversation: str, person: str) -> Member | None:
    """Give one person as the room's roster knows them; None where it does not."""
    found = await account_of(api, conversation, person)
    return None if found is None else _member(found)


async def account_of(api: ApiClient, conversation: str, person: str) -> TeamsChannelAccount | None:
    """Give what Teams calls a person in a room, by either id of theirs; None where it does not."""
    try:
        async with asyncio.timeout(_PATIENCE):
            found: TeamsChannelAccount = await api.conversations.get_member_by_id(
                conversation, person
            )
    except (httpx.HTTPError, ValidationError, ValueError, TimeoutError) as error:
        _log.warning("a member could not be looked up: %s", type(error).__name__)
        return None
    return found


async def all_of(api: ApiClient, conversation: str) -> dict[str, Member] | None:
    """Give everyone in a room by id; None where not everyone could be found out."""
    people = await _people(api, conversation)
    return None if people is None else {person.id: _member(person) for person in people}


async def ours_in(api: ApiClient, conversation: str, home: str) -> frozenset[str] | None:
    """Name those of us who are in a room, by the directory; None where that is not known."""
    people = await _people(api, conversation)
    if people is None:
        return None
    return frozenset(p.aad_object_id or p.id for p in people if is_ours(home, _member(p)))


async def company_in(api: ApiClient, conversation: str, tenant: str) -> str:
    """Give what a tenant's people in a room call themselves by their addresses; "" if not one."""
    people = await _people(api, conversation) or ()
    addresses = (p.user_principal_name or p.email or "" for p in people if p.tenant_id == tenant)
    domains = {address.rpartition("@")[2].partition(".")[0] for address in addresses}
    return domains.pop().capitalize() if len(domains) == 1 else ""


async def _people(api: ApiClient, conversation: str) -> list[TeamsChannelAccount] | None:
    """Give everyone in a room as Teams knows them; None where not everyone could be found out."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _pages(api, conversation)
    except (httpx.HTTPError, ValidationError, ValueError, TimeoutError) as error:
        _log.warning("a roster could not be read: %s", type(error).__name__)
        return None


async def _pages(api: ApiClient, conversation: str) -> list[TeamsChannelAccount] | None:
    found: list[TeamsChannelAccount] = []
    more: str | None = None
    for _ in range(_PAGES):
        page = await api.conversations.get_paged_members(conversation, _PAGE, more)
        found += page.members
        more = page.continuation_token
        if not more:
            return found
    return None


def _member(account: TeamsChannelAccount) -> Member:
    return Member(account.tenant_id or "", account.user_role or "")
