"""Files on disk, as far as loading stories needs them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

MAX_FILE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that was found.

    `path` is how the person named it. `key` and `root` are the same from wherever the command is
    run; `root` is the folder argument, empty for a file that was named itself.
    """

    path: str
    key: str
    name: str
    size: int
    root: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a path leads to: a file (`root` is empty), a folder, or nothing (not `found`).

    `unread` are folders below it that could not be looked into.
    """

    path: str
    found: bool
    root: str = ""
    files: tuple[FileEntry, ...] = ()
    unread: tuple[str, ...] = ()


class Files(Protocol):
    """Reads folders and files."""

    async def walk(self, path: str) -> Walk:
        """Give the file at a path, or all regular files of a folder in a stable order."""
        ...

    async def read(self, entries: Sequence[FileEntry]) -> Sequence[bytes | OSError]:
        """Give the first MAX_FILE_BYTES + 1 bytes of each file, or why it cannot be read."""
        ...

    async def exist(self, keys: Sequence[str]) -> Sequence[bool]:
        """Say for each key whether a file is there."""
        ...


class Stop(Protocol):
    """Whether it is time to stop."""

    def is_set(self) -> bool:
        """Say whether it is."""
        ...


class Watch(Protocol):
    """Notices changes of files."""

    def __call__(self, paths: Sequence[str], stop: Stop) -> AsyncIterator[None]:
        """Tell once when watching has begun, then each time that something changed and settled."""
        ...
