"""Which room and people of the vendor's look after which account, in SQL."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, select

from bot.adapters.sql.codec import decode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.hand_over_record import put_link
from bot.adapters.sql.schema import links
from bot.domain.audience import Room
from bot.ports.hand_overs import ANY_ACCOUNT, Link


class SqlLinks:
    """Links on record; one that is made in a chat is written with its turn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, account: str) -> Link:
        """Give the link of an account, else that of all accounts; an empty one where none is."""
        query = select(links).where(links.c.account.in_([account, ANY_ACCOUNT]))
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        found = {link.account: link for link in map(_link, rows)}
        return found.get(account) or found.get(ANY_ACCOUNT) or Link(account)

    async def put(self, link: Link) -> None:
        """Set the link of an account."""
        await self._database.write(partial(put_link, link=link))

    async def remove(self, account: str) -> bool:
        """Take a link away; False where there was none."""
        gone = delete(links).where(links.c.account == account)
        return await self._database.write(lambda connection: connection.execute(gone).rowcount > 0)

    async def all(self) -> Sequence[Link]:
        """Give all links, by account."""
        rows = await self._database.read(lambda c: c.execute(select(links)).all())
        return sorted(readable_only(rows, _link), key=lambda link: link.account)


def _link(row: Row[*tuple[Any, ...]]) -> Link:
    name = f"link of {row.account}"
    room = None if row.room is None else decode(Room, row.room, name)
    return Link(row.account, room, decode(tuple[str, ...], row.people, name))
