"""Files handed over in a chat, kept in a folder of this machine."""

import asyncio
import re
from pathlib import Path

from typing_extensions import override

from bot.ports.uploads import Uploads

_LONGEST = 100  # characters of a name


class LocalUploads(Uploads):
    """One folder; the person's file name is kept as far as it is harmless."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    async def keep(self, name: str, content: bytes) -> str:
        """Keep a file and give the path to load it from; the same name replaces what was kept."""
        return await asyncio.to_thread(self._keep, name, content)

    def _keep(self, name: str, content: bytes) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        # A name from outside is a name, never a path: no folders, no leading dots.
        safe = re.sub(r"[^\w.\- ]+", "-", Path(name).name).lstrip(".")[-_LONGEST:] or "story"
        file = self._folder / safe
        part = file.with_name(f".{safe}.part")
        part.write_bytes(content)
        part.replace(file)
        return str(file)
