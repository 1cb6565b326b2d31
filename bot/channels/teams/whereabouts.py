"""Who asked and where, and who is to answer: in the vendor's own room alone."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.models import Account

from bot.channels.teams.address import CHANNEL, without_thread
from bot.channels.teams.markup import escaped
from bot.channels.teams.roster import account_of
from bot.domain.audience import Place, Room
from bot.domain.reply import Reply, Whereabouts

_TEAMS = "https://teams.microsoft.com/l"
_THREAD = ";messageid="


@dataclass(frozen=True, slots=True)
class Pointing:
    """A line in Markdown that says it, and whom it mentions."""

    text: str = ""
    called: Account | None = None


NOWHERE = Pointing()


async def pointing_of(reply: Reply, room: Room, api: ApiClient, home: str) -> Pointing:
    """Say who asked in which room, and call who is asked; both by what the rosters say now."""
    if room.place is not Place.INTERNAL:
        return NOWHERE
    called = await _person(api, room, reply.calls) if reply.calls else None
    parts = [at(called)] if called else []
    if reply.about is not None:
        parts.append(await _asked(api, reply.about, home))
    return Pointing(" ".join(parts), called)


def at(account: Account) -> str:
    """Give the mark that mentions somebody."""
    return f"<at>{escaped(account.name or '')}</at>"


def link_to(room: Room, home: str) -> str:
    """Give the address that opens a room in Teams; "" for a chat of two, which is theirs.

    As Microsoft Graph writes it for a chat and for a message of a channel.
    """
    where, _, thread = room.id.partition(_THREAD)
    if room.place is not Place.SHARED:
        return ""
    if not thread:
        return f"{_TEAMS}/chat/{quote(where, safe='')}/0?{urlencode({'tenantId': home})}"
    asked = urlencode({"tenantId": home, "parentMessageId": thread})
    return f"{_TEAMS}/message/{quote(where, safe='')}/{quote(thread, safe='')}?{asked}"


async def _asked(api: ApiClient, about: Whereabouts, home: str) -> str:
    who = await _person(api, about.room, about.who)
    by = f" by {escaped(who.name)}" if who and who.name else ""
    link = link_to(about.room, home)
    return f"Asked{by} in [this conversation]({link})" if link else f"Asked{by} in private"


async def _person(api: ApiClient, room: Room, person: str) -> Account | None:
    bare = person.removeprefix(f"{CHANNEL}:")
    found = await account_of(api, without_thread(room.id), bare) if bare else None
    return Account(id=found.id, name=found.name) if found and found.name else None
