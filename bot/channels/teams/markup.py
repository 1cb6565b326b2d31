"""Words that stay words: nothing that people or stories say becomes a mention, link or style."""

import re

from bot.domain.plain import plain

_ACTS = re.compile(r"([\\`*_~\[\]|#])")
_OPENS_LINE = re.compile(r"^(\s*)([-+>]|\d{1,3}[.)])(?=\s|$)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Write plain words in the Markdown of a message, line by line."""
    return "  \n".join(_line(line) for line in text.splitlines()).strip()


def bare(text: str) -> str:
    """Give plain words for a place that knows no markup, line by line."""
    return "\n".join(plain(line) for line in text.splitlines()).strip()


def _line(line: str) -> str:
    words = _ACTS.sub(r"\\\1", plain(line))
    words = re.sub("[&<>]", lambda found: _ENTITIES[found.group()], words)
    return _OPENS_LINE.sub(_not_a_list, words)


def _not_a_list(found: re.Match[str]) -> str:
    """A point that was written as one stays a point; nothing else begins a list."""
    before, mark = found.groups()
    return f"{before}-" if mark == "-" else f"{before}{mark[:-1]}\\{mark[-1]}"
