"""Tokens of installations are kept sealed: whoever reads the database alone cannot use them."""

import copy
import logging
from typing import Any, Protocol, TypeVar

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from sqlalchemy import MetaData, Table, Text, select, update
from typing_extensions import override

logger = logging.getLogger(__name__)

SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token")
WEBHOOK = "incoming_webhook_url"  # whoever knows it may post

Kept = TypeVar("Kept", Bot, Installation)


class Seal(Protocol):
    """Seals short secrets."""

    def close(self, secret: str) -> str:
        """Seal a secret with the newest key."""
        ...

    def open(self, sealed: str) -> str | None:
        """Give the secret; None where no key fits."""
        ...

    def current(self, sealed: str) -> bool:
        """Say whether the newest key sealed it."""
        ...


class RoomyInstalls(AsyncSQLAlchemyInstallationStore):
    """Bolt's own store, with room for sealed tokens."""

    @classmethod
    @override
    def build_installations_table(cls, metadata: MetaData, table_name: str) -> Table:
        return _roomy(super().build_installations_table(metadata, table_name))

    @classmethod
    @override
    def build_bots_table(cls, metadata: MetaData, table_name: str) -> Table:
        return _roomy(super().build_bots_table(metadata, table_name))


class SealedInstalls(AsyncInstallationStore):
    """Seals on the way into a store, and opens on the way out."""

    def __init__(self, inner: RoomyInstalls, seal: Seal) -> None:
        self._inner = inner
        self._seal = seal

    @property
    @override
    def logger(self) -> logging.Logger:
        return logger

    @override
    async def async_save(self, installation: Installation) -> None:
        await self._inner.async_save(self._closed(installation))

    @override
    async def async_save_bot(self, bot: Bot) -> None:
        await self._inner.async_save_bot(self._closed(bot))

    @override
    async def async_find_bot(self, **which: Any) -> Bot | None:
        return self._opened(await self._inner.async_find_bot(**which))

    @override
    async def async_find_installation(self, **which: Any) -> Installation | None:
        return self._opened(await self._inner.async_find_installation(**which))

    @override
    async def async_delete_bot(self, **which: Any) -> None:
        await self._inner.async_delete_bot(**which)

    @override
    async def async_delete_installation(self, **which: Any) -> None:
        await self._inner.async_delete_installation(**which)

    async def renew(self) -> int:
        """Seal anew what an older key sealed, or none; gives in how many rows.

        After that the older key is not needed any more.
        """
        tables = (self._inner.bots, self._inner.installations)
        return sum([await self._renewed(table) for table in tables])

    async def _renewed(self, table: Table) -> int:
        columns = [table.c[name] for name in (*SECRETS, WEBHOOK) if name in table.c]
        changed = 0
        async with self._inner.engine.begin() as connection:
            for row in (await connection.execute(select(table.c.id, *columns))).mappings():
                fresh = self._fresh({column.name: row[column.name] for column in columns})
                if fresh:
                    change = update(table).where(table.c.id == row["id"]).values(**fresh)
                    await connection.execute(change)
                    changed += 1
        return changed

    def _fresh(self, kept: dict[str, str | None]) -> dict[str, str]:
        stale = {n: s for n, s in kept.items() if s and not self._seal.current(s)}
        opened = {n: s if _plain(s) else self._seal.open(s) for n, s in stale.items()}
        return {n: self._seal.close(s) for n, s in opened.items() if s}

    def _closed(self, kept: Kept) -> Kept:
        sealed = copy.copy(kept)
        for name in (*SECRETS, WEBHOOK):
            if secret := getattr(sealed, name, None):
                setattr(sealed, name, self._seal.close(secret))
        return sealed

    def _opened(self, kept: Kept | None) -> Kept | None:
        """Open what was found; where no key fits, it counts as not installed."""
        if kept is None:
            return None
        for name in (*SECRETS, WEBHOOK):
            if sealed := getattr(kept, name, None):
                secret = self._seal.open(sealed)
                if secret is None:
                    logger.error("Slack: no key opens the token of %s", kept.team_id)
                    return None
                setattr(kept, name, secret)
        return kept


def _plain(stored: str) -> bool:
    """Say whether it was stored before there were seals."""
    return stored.startswith(("xox", "https:"))


def _roomy(table: Table) -> Table:
    for name in (*SECRETS, WEBHOOK):
        if name in table.c:
            table.c[name].type = Text()
    return table
