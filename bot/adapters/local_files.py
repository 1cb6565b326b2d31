"""Files on this machine."""

import asyncio
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.ports.files import FileEntry, Walk, most_bytes


class LocalFiles:
    """Reads folders and files in a thread. Folders whose name begins with a dot are left alone."""

    async def walk(self, path: str) -> Walk:
        """Give the file at a path, or all regular files of a folder in a stable order."""
        return await asyncio.to_thread(_walk, path)

    async def read(self, entries: Sequence[FileEntry]) -> Sequence[bytes | OSError]:
        """Give each file, up to one byte more than it may have, or why it cannot be read."""
        return await asyncio.to_thread(lambda: [_read(entry) for entry in entries])

    async def exist(self, keys: Sequence[str]) -> Sequence[bool]:
        """Say for each key whether a file is there."""
        return await asyncio.to_thread(lambda: [Path(key).is_file() for key in keys])


def _walk(path: str) -> Walk:
    start = Path(path)
    if start.is_dir():
        return _folder(path, str(start.resolve()))
    if not start.is_file():
        return Walk(path, found=False)
    key = str(start.resolve())
    entry = FileEntry(path, key, start.name, start.stat().st_size)
    return Walk(path, found=True, files=(entry,))


def _folder(path: str, root: str) -> Walk:
    found: list[FileEntry] = []
    unread: list[str] = []
    # links to folders are not followed: they may lead out, or round in a circle
    for folder, folders, names in os.walk(
        root, onerror=lambda error: unread.append(error.filename)
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            with suppress(FileNotFoundError):  # gone since the folder was listed
                status = file.stat()
                if stat.S_ISREG(status.st_mode):
                    shown = str(Path(path, file.relative_to(root)))
                    found.append(FileEntry(shown, str(file), name, status.st_size, root))
    return Walk(path, found=True, root=root, files=tuple(found), unread=tuple(unread))


def _read(entry: FileEntry) -> bytes | OSError:
    try:
        with Path(entry.key).open("rb") as handle:
            return handle.read(most_bytes(entry.name) + 1)
    except OSError as error:
        return error
