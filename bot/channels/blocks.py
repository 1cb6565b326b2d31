"""Splitting plain text with Markdown's simplest marks into paragraphs, lists and headings."""

import re
from dataclasses import dataclass
from itertools import groupby

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # ASCII punctuation


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of plain text: a paragraph, a list or a heading."""

    kind: str  # p | ul | h
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Split a text; what is in the blocks are words alone, without marks."""
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        for kind, group in groupby(lines, key=_kind):
            found += _block(kind, [_bare(line) for line in group])
    return found


def _block(kind: str, lines: list[str]) -> list[Block]:
    if kind == "h":
        return [Block("h", (line,)) for line in lines]
    return [Block(kind, tuple(lines) if kind == "ul" else (" ".join(lines),))]


def _kind(line: str) -> str:
    if re.match(r"[-*] ", line):
        return "ul"
    return "h" if re.match(r"#{1,6} ", line) else "p"


def _bare(line: str) -> str:
    line = re.sub(r"^(?:[-*]|#{1,6}) ", "", line).replace("**", "")
    line = re.sub(r"(?<!\\)`", "", line)
    return _ESCAPED.sub(r"\1", line)
