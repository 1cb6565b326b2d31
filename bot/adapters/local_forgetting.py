"""What stands of someone in files of the data folder, beside the database."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from bot.domain.forgetting import Mention
from bot.ports.forgetting import FolderForgetting, Forgotten

EXPORTS, INTERVIEWS = "exports", "interviews"
_STORIES = ("drafts", "uploads")  # what owners handed over: theirs to change


class LocalForgetting(FolderForgetting):
    """One data folder. Exports that hold it go whole, and interviews that the person gave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    async def look(self, found: Forgotten) -> Forgotten:
        """Say what would be removed, and where else it stands."""
        return await asyncio.to_thread(self._look, found)

    @override
    async def forget(self, found: Forgotten) -> Forgotten:
        """Remove exports and interviews; uploads and drafts are stories, so they are named."""
        return await asyncio.to_thread(self._forget, found)

    def _look(self, found: Forgotten) -> Forgotten:
        exports, interviews = list(self._exports(found)), list(self._interviews(found))
        return _with(found, exports, interviews, list(self._mentions(found)))

    def _forget(self, found: Forgotten) -> Forgotten:
        exports, interviews = list(self._exports(found)), list(self._interviews(found))
        for folder in exports:
            shutil.rmtree(folder)
        for file in interviews:
            file.unlink(missing_ok=True)
        return _with(found, exports, interviews, list(self._mentions(found)))

    def _exports(self, found: Forgotten) -> Iterator[Path]:
        for folder in _inside(self._folder / EXPORTS):
            if any(_holds(file, found) for file in folder.rglob("*") if file.is_file()):
                yield folder

    def _interviews(self, found: Forgotten) -> Iterator[Path]:
        people = {i.partition("=")[2] for i in found.ids if i.startswith("person=")}
        for file in _inside(self._folder / INTERVIEWS):
            if _told_by(file) in people:
                yield file

    def _mentions(self, found: Forgotten) -> Iterator[Mention]:
        for name in (INTERVIEWS, *_STORIES):
            for file in _inside(self._folder / name):
                if file.is_file() and _holds(file, found):
                    yield Mention(str(file), None, "")


def _inside(folder: Path) -> Sequence[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()


def _holds(file: Path, found: Forgotten) -> bool:
    text = file.read_bytes().decode("utf-8", "replace")
    subjects = (known.partition("=")[2] for known in found.ids)
    named = found.words is not None and found.words.search(text) is not None
    return named or any(subject in text for subject in subjects)


def _told_by(file: Path) -> str:
    try:
        return str(json.loads(file.read_text("utf-8")).get("by", ""))
    except (ValueError, AttributeError, OSError):
        return ""


def _with(
    found: Forgotten, exports: Sequence[Path], interviews: Sequence[Path], more: Sequence[Mention]
) -> Forgotten:
    gone: Mapping[str, int] = {EXPORTS: len(exports), INTERVIEWS: len(interviews)}
    counts = {**found.counts, **{name: count for name, count in gone.items() if count}}
    return replace(found, counts=counts, mentions=[*found.mentions, *more])
