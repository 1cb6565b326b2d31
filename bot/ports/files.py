"""Files on disk, as far as loading stories needs them."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

MAX_FILE_BYTES = 2_000_000
# text in a form of its own, or many stories in a file
_MOST_OF_TABLES = 10_000_000
# with pictures, which cost space and are not read
_MOST_OF_DOCUMENTS = 25_000_000
_MOST_OF_BUNDLES = 50_000_000
_MOST = {
    **dict.fromkeys((".csv", ".tsv", ".json", ".jsonl", ".ndjson"), _MOST_OF_TABLES),
    **dict.fromkeys((".html", ".htm", ".vtt", ".srt"), _MOST_OF_TABLES),
    **dict.fromkeys((".docx", ".pptx", ".xlsx", ".pdf", ".eml"), _MOST_OF_DOCUMENTS),
    ".zip": _MOST_OF_BUNDLES,
}


def most_bytes(name: str) -> int:
    """Give how large a file of this kind may be, by its name."""
    return _MOST.get(PurePath(name).suffix.lower(), MAX_FILE_BYTES)


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
        """Give each file, up to one byte more than it may have, or why it cannot be read."""
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
