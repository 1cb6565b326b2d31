"""Writing the library out: a story as a file, and a folder to put files into."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.story import Story


class StoryWriter(Protocol):
    """Writes a story as a file that is read back as the same story."""

    suffix: str

    def write(self, story: Story) -> bytes:
        """Give the content of the file."""
        ...


class Folders(Protocol):
    """Folders that are written to."""

    async def is_empty(self, path: str) -> bool:
        """Say whether nothing is there, or a folder with nothing in it.

        Raises:
            SetupError: there is something else than a folder.
        """
        ...

    async def write(self, path: str, files: Mapping[str, bytes]) -> None:
        """Write files by name into a folder, which is made if need be; each whole or not at all.

        Raises:
            ValueError: a name leads out of the folder.
        """
        ...
