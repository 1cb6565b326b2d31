"""Where files that were handed over in a chat are kept."""

from typing import Protocol


class Uploads(Protocol):
    """Keeps what a content owner handed over, so that it can be loaded like any other file."""

    async def keep(self, name: str, content: bytes) -> str:
        """Keep a file and give the path to load it from; the same name replaces what was kept."""
        ...
