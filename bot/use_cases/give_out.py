"""Giving out all that is held on a person, a room or an account: for machines and for people."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.forgetting import Scope
from bot.ports.exports import Folders
from bot.ports.held import Held

FOR_MACHINES, FOR_PEOPLE = "held.jsonl", "held.md"


class GiveOut:
    """Writes two files of the same: JSON lines, and a page to read."""

    def __init__(self, held: Held, folders: Folders) -> None:
        self._held = held
        self._folders = folders

    async def __call__(self, scope: Scope, name: str, folder: str) -> int:
        """Write into a folder all that is held, and give how many things that are.

        Raises:
            SetupError: the folder cannot be written.
        """
        rows = await self._held.rows(scope)
        lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        files = {FOR_MACHINES: lines.encode(), FOR_PEOPLE: page(name, rows).encode()}
        await self._folders.write(folder, files)
        return len(rows)


def page(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Give the same to read, by the kind of thing."""
    parts = [f"# What is held on {name}", ""]
    for what in dict.fromkeys(str(row["what"]) for row in rows):
        parts += [f"## {what[0].upper()}{what[1:]}", ""]
        parts += [f"- {_line(row)}" for row in rows if row["what"] == what]
        parts.append("")
    return "\n".join(parts if rows else [*parts, "Nothing.", ""])


def _line(row: Mapping[str, Any]) -> str:
    event = row.get("event") or {}
    words = row.get("words") or event.get("text") or event.get("words") or row.get("role") or ""
    said = "; ".join(map(str, words)) if isinstance(words, list) else str(words)
    told = [str(row[part]) for part in ("at", "room", "field", "kind", "model") if row.get(part)]
    pages = "; ".join([*row.get("pages", ()), *row.get("stories", ())])
    return " ".join(f"{', '.join(told)}: {said} {pages}".split())
