"""ZIPs as if they were folders: each file in one loads, or is refused, by itself."""

import asyncio
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from typing_extensions import override

from bot.adapters.readers.worker_process import WorkerProcess
from bot.domain.errors import StoryRejectedError
from bot.domain.story import Story
from bot.ports.files import FileEntry, Files, Walk, most_bytes
from bot.ports.library import Defaults

_SUFFIX = ".zip"
_AT_ONCE = 40_000_000
_NESTED = "It is a ZIP in a ZIP, or could not be opened. Unpack it and load the folder."


class ZipFiles(Files):
    """Files in ZIPs beside all others. A ZIP that is not safe stays a file, for `ZipRefusals`."""

    def __init__(self, files: Files, worker: WorkerProcess) -> None:
        self._files = files
        self._worker = worker
        self._bundles: dict[str, FileEntry] = {}  # by key, as they were met on walks

    @override
    async def walk(self, path: str) -> Walk:
        """Give the file at a path, or all files of a folder or a ZIP in a stable order."""
        walk = await self._files.walk(path)
        found: list[FileEntry] = []
        for entry in walk.files:
            inner = await self._inner(entry) if _is_zip(entry.name) else None
            found += [entry] if inner is None else inner
        whole = not walk.root and found != list(walk.files)
        root = walk.files[0].key if whole else walk.root
        return Walk(walk.path, walk.found, root, tuple(found), walk.unread)

    @override
    async def read(self, entries: Sequence[FileEntry]) -> Sequence[bytes | OSError]:
        """Give each file, or why it cannot be read."""
        plain = [entry for entry in entries if self._bundle_of(entry.key) is None]
        found = dict(zip(plain, await self._files.read(plain), strict=True))
        for key in {b.key for entry in entries if (b := self._bundle_of(entry.key))}:
            inside = [entry for entry in entries if entry.key.startswith(f"{key}/")]
            found |= await self._taken(self._bundles[key], inside)
        return [found[entry] for entry in entries]

    @override
    async def exist(self, keys: Sequence[str]) -> Sequence[bool]:
        """Say for each key whether a file is there."""
        there = await self._files.exist(keys)
        return [
            known or await self._is_inside(key) for key, known in zip(keys, there, strict=True)
        ]

    async def _inner(self, bundle: FileEntry) -> list[FileEntry] | None:
        names = await self._names(bundle)
        if names is None:
            return None
        self._bundles[bundle.key] = bundle
        root = bundle.root or bundle.key
        return [
            FileEntry(f"{bundle.path}/{n}", f"{bundle.key}/{n}", PurePath(n).name, size, root)
            for n, size in names
        ]

    async def _names(self, bundle: FileEntry) -> Sequence[tuple[str, int]] | None:
        if bundle.size > most_bytes(bundle.name):
            return None
        [content] = await self._files.read([bundle])
        if isinstance(content, OSError):
            return None
        try:
            answer, _ = await self._ask({"task": "list"}, content)
        except StoryRejectedError:
            return None
        return [(str(name), int(size)) for name, size in answer["files"]]

    async def _taken(
        self, bundle: FileEntry, inside: Sequence[FileEntry]
    ) -> dict[FileEntry, bytes | OSError]:
        [content] = await self._files.read([bundle])
        if isinstance(content, OSError):
            return dict.fromkeys(inside, content)
        found: dict[FileEntry, bytes | OSError] = {}
        for group in _groups(inside):
            wanted = {entry.key[len(bundle.key) + 1 :]: _most(entry) for entry in group}
            try:
                answer, body = await self._ask({"task": "take", "wanted": wanted}, content)
            except StoryRejectedError as error:
                found |= dict.fromkeys(group, OSError(0, error.message))
                continue
            start = 0
            for entry, size in zip(group, answer["sizes"], strict=True):
                found[entry] = body[start : start + size]
                start += size
        return found

    async def _ask(self, header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        return await asyncio.to_thread(
            self._worker.ask, {"format": "zip_bundles"} | header, content
        )

    def _bundle_of(self, key: str) -> FileEntry | None:
        parents = (str(parent) for parent in PurePath(key).parents)
        return next((self._bundles[p] for p in parents if p in self._bundles), None)

    async def _is_inside(self, key: str) -> bool:
        for parent in PurePath(key).parents:
            if _is_zip(parent.name) and (await self._files.exist([str(parent)]))[0]:
                walk = await self.walk(str(parent))
                return any(entry.key == key for entry in walk.files)
        return False


class ZipRefusals:
    """Says why a ZIP was not opened."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker

    def reads(self, path: Path) -> bool:
        """Say whether this is a ZIP, by the file's name."""
        return _is_zip(path.name)

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Refuse the ZIP.

        Raises:
            StoryRejectedError: always, with what is wrong with it.
        """
        del name, defaults
        self._worker.ask({"format": "zip_bundles", "task": "list"}, content)
        raise StoryRejectedError("file", _NESTED)


def _is_zip(name: str) -> bool:
    return name.lower().endswith(_SUFFIX)


def _most(entry: FileEntry) -> int:
    """A file that is too large anyway need not come over."""
    most = most_bytes(entry.name)
    return entry.size if entry.size <= most else 0


def _groups(entries: Sequence[FileEntry]) -> list[list[FileEntry]]:
    groups: list[list[FileEntry]] = []
    size = 0
    for entry in entries:
        size += _most(entry)
        if not groups or size > _AT_ONCE:
            groups.append([])
            size = _most(entry)
        groups[-1].append(entry)
    return groups
