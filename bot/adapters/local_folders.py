"""Folders on this machine that are written to."""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import SetupError


class LocalFolders:
    """Writes files in a thread."""

    async def is_empty(self, path: str) -> bool:
        """Say whether nothing is there, or a folder with nothing in it.

        Raises:
            SetupError: there is something else than a folder.
        """
        return await asyncio.to_thread(_is_empty, Path(path))

    async def write(self, path: str, files: Mapping[str, bytes]) -> None:
        """Write files by name into a folder, which is made if need be; each whole or not at all.

        Raises:
            ValueError: a name leads out of the folder.
        """
        await asyncio.to_thread(_write, Path(path), files)


def _is_empty(folder: Path) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        raise SetupError(f"{folder} is no folder. Name a folder to write to.")
    return not any(folder.iterdir())


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if Path(name).name != name or "\\" in name:
            raise ValueError(f"{name!r} is no plain name of a file")
        # beside its place, then moved: a link that stands there is replaced, never followed
        handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).chmod(0o644)
        Path(part).replace(folder / name)
