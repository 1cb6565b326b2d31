"""Cutting text: sentences, clips at a sentence or word, plain words."""

import re

_END = re.compile(r"(?<=[.!?…。؟])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|vs|no|dr|mr|mrs|ms|prof|st|inc|ltd|co|fig|dept)|\b[A-Z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Split text into sentences, exact substrings of it, without the blanks between."""
    found: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        piece = text[start : gap.start()]
        if "\n" not in gap.group() and _ABBREVIATION.search(piece.rstrip()):
            continue
        end = gap.start() + len(gap.group()) - len(gap.group().lstrip("\"'”’)]"))
        found.append(text[start:end])
        start = gap.end()
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]


def clip(text: str, limit: int) -> str:
    """Shorten text to `limit` characters, at a sentence if one fits, else at a word."""
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept or text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def words(text: str) -> list[str]:
    """Give the words of a text in lower case."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())
