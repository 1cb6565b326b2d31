"""How far the audit's chain had come, in a file beside the database."""

import asyncio
import os
from pathlib import Path

from typing_extensions import override

from bot.domain.audit import Anchor, anchor_from
from bot.ports.audit import Anchors


class LocalAnchor(Anchors):
    """One line in one file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @override
    async def read(self) -> Anchor | None:
        """Give what was noted last.

        Raises:
            SetupError: it cannot be read.
        """
        return await asyncio.to_thread(self._read)

    @override
    async def note(self, anchor: Anchor) -> None:
        """Note how far the chain has come; the file is replaced at once or not at all."""
        await asyncio.to_thread(self._note, anchor)

    def _read(self) -> Anchor | None:
        if not self._file.exists():
            return None
        return anchor_from(self._file.read_text("utf-8"), str(self._file))

    def _note(self, anchor: Anchor) -> None:
        part = self._file.with_suffix(f".{os.getpid()}.part")
        part.write_text(f"{anchor.text}\n", "utf-8")
        part.replace(self._file)
