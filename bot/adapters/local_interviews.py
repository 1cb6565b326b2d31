"""Interviews under way, a JSON file each in a folder that only its owner reads."""

import asyncio
import json
import os
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from bot.domain.errors import SetupError
from bot.domain.interview import Interview
from bot.domain.interview_script import Teller
from bot.ports.interviews import Interviews

_SETS = ("passed", "unknown", "nudged")


class LocalInterviews(Interviews):
    """One folder; each save replaces the whole file at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    async def save(self, interview: Interview) -> None:
        """Keep an interview; a power cut leaves this one or the one before it."""
        await asyncio.to_thread(self._save, interview)

    @override
    async def get(self, interview_id: str) -> Interview | None:
        """Give an interview, None where there is none.

        Raises:
            SetupError: its file cannot be read.
        """
        file = self._file(interview_id)
        return await asyncio.to_thread(_read, file) if file.is_file() else None

    @override
    async def latest(self) -> Interview | None:
        """Give the interview that was saved last.

        Raises:
            SetupError: its file cannot be read.
        """
        files = sorted(self._folder.glob("*.json"), key=lambda f: (f.stat().st_mtime_ns, f.name))
        return await asyncio.to_thread(_read, files[-1]) if files else None

    @override
    async def remove(self, interview_id: str) -> None:
        """Drop an interview."""
        self._file(interview_id).unlink(missing_ok=True)

    def _file(self, interview_id: str) -> Path:
        return self._folder / f"{re.sub(r'[^a-z0-9-]', '-', interview_id)}.json"

    def _save(self, interview: Interview) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        values = asdict(interview) | {"begun": interview.begun.isoformat()}
        values |= {name: sorted(values[name]) for name in _SETS}
        file = self._file(interview.id)
        part = file.with_suffix(".part")
        only_mine = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(only_mine, "w", encoding="utf-8") as handle:
            json.dump(values, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(file)


def _read(file: Path) -> Interview:
    try:
        values = json.loads(file.read_text("utf-8"))
        values |= {name: frozenset(values[name]) for name in _SETS}
        values["replaced"] = tuple((ask, text) for ask, text in values["replaced"])
        values["teller"] = Teller(values["teller"])
        values["begun"] = datetime.fromisoformat(values["begun"])
        return Interview(**values)
    except (ValueError, TypeError, KeyError) as error:
        what = f"The interview in {file} cannot be read ({type(error).__name__})."
        raise SetupError(f"{what} Move the file away, and keep it: it has answers.") from None
