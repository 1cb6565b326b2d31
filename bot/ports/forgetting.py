"""Forgetting for good, and giving out all that is held."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.forgetting import Mention, Scope


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out, by kind of thing, and where others still speak of it.

    `words` finds what was forgotten, for those who look in files.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    mentions: Sequence[Mention] = ()
    words: re.Pattern[str] | None = None
    ids: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How much it was."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be forgotten, by whom it was decided, and whether others' words go too.

    With `redact`, names and ids are taken out of what others wrote.
    """

    scope: Scope
    by: str
    redact: bool = False


class Forgetting(Protocol):
    """Takes out of the records what is to be forgotten."""

    async def look(self, wish: Wish) -> Forgotten:
        """Say what would be forgotten; nothing is changed."""
        ...

    async def forget(self, wish: Wish) -> Forgotten:
        """Forget in one transaction, with a line in the audit; what is forgotten counts nothing.

        Whoever is answering in a room that this touches has to begin anew.
        """
        ...

    async def scrub(self) -> None:
        """Leave nothing of what was deleted in the files of the database, as far as it can."""
        ...


class FolderForgetting(Protocol):
    """Takes out of the data folder what is to be forgotten."""

    async def look(self, found: Forgotten) -> Forgotten:
        """Say what would be removed, and where else it stands."""
        ...

    async def forget(self, found: Forgotten) -> Forgotten:
        """Remove exports and interviews; uploads and drafts are stories, so they are named."""
        ...
