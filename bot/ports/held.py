"""Giving out all that is held on somebody."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.domain.forgetting import Scope


class Held(Protocol):
    """Reads all that a forgetting would reach; nothing is changed."""

    async def rows(self, scope: Scope) -> Sequence[Mapping[str, Any]]:
        """Give everything, each with `what` it is. Of a person, without the words of others."""
        ...
