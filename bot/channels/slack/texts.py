"""Words as Slack must show them: exactly as they are, alive in no way, within its limits."""

import html
import re
from collections.abc import Iterator
from typing import Any

from bot.domain.text import sentences

SECTION, CONTEXT_LINE, BUTTON, OPTION, CARD_TITLE, CARD_BODY = 3000, 2000, 75, 75, 150, 200
BLOCKS, VIEW_BLOCKS, VIEW_TITLE, FALLBACK = 50, 100, 24, 3900
Block = dict[str, Any]
# Where a text that is too long is best cut: at a paragraph, a line, a sentence, a word.
_CUTS = ("\n\n", "\n", ". ", " ")
_MARKS = re.compile(r"^#{1,6} +|\*\*|(?<!\\)`", re.MULTILINE)
_BACKSLASHED = re.compile(r"\\([!-/:-@\[-`{-~])")  # ASCII punctuation


def escaped(text: str) -> str:
    """Give words in which nothing is a mention, a command or a link to Slack."""
    return html.escape(text, quote=False)


def mrkdwn(text: str) -> Block:
    """Give a text object that Slack shows as it stands: nothing in it is found to be a link."""
    return {"type": "mrkdwn", "text": escaped(text), "verbatim": True}


def plain_text(text: str, limit: int) -> Block:
    """Give a label, shortened where it is too long; never empty."""
    return {"type": "plain_text", "text": clipped(text, limit) or "-", "emoji": False}


def clipped(text: str, limit: int) -> str:
    """Shorten a text at a word, with a mark that something is missing."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head = kept.rpartition(" ")[0]
    return f"{head if len(head) > limit // 2 else kept}\N{HORIZONTAL ELLIPSIS}"


def clipped_escaped(text: str, limit: int) -> str:
    """Shorten a text so that it fits once it is escaped."""
    room = limit
    while len(escaped(clipped(text, room))) > limit:
        room -= max(1, len(escaped(clipped(text, room))) - limit)
    return clipped(text, room)


def told_escaped(text: str, limit: int) -> str:
    """Give the whole sentences that fit once they are escaped; a shortened one if none does."""
    told = ""
    for sentence in sentences(text):
        longer = f"{told} {sentence}".strip()
        if len(escaped(longer)) > limit:
            break
        told = longer
    return told or clipped_escaped(text, limit)


def pieces(text: str, limit: int = SECTION) -> Iterator[str]:
    """Cut a text into pieces that fit once they are escaped; no word is lost."""
    rest = text.strip()
    while rest:
        piece = _first(rest, limit)
        yield piece
        rest = rest[len(piece) :].lstrip()


def sections(text: str) -> list[Block]:
    """Give as many sections as a text needs."""
    return [{"type": "section", "text": mrkdwn(piece)} for piece in pieces(text)]


def context(text: str) -> list[Block]:
    """Give small print."""
    lines = pieces(text, CONTEXT_LINE)
    return [{"type": "context", "elements": [mrkdwn(line)]} for line in lines]


def unmarked(text: str) -> str:
    """Give simple Markdown as plain lines: without marks of headings and emphasis."""
    return _BACKSLASHED.sub(r"\1", _MARKS.sub("", text)).strip()


def _first(text: str, limit: int) -> str:
    """Give the longest beginning that fits, cut at the best place in its second half."""
    if len(text) <= limit and len(escaped(text)) <= limit:
        return text
    room = limit
    while len(escaped(text[:room])) > limit:
        room -= max(1, (len(escaped(text[:room])) - limit) // 5)
    head = text[:room]
    for cut in _CUTS:
        at = head.rfind(cut, room // 2)
        if at > 0:
            return head[: at + len(cut)].rstrip()
    return head
