"""Text in the order in which it is drawn: Arabic letters joined, what runs leftwards turned round.

A short form of the bidirectional algorithm (UAX 9): one line, no embeddings, none being left in.
"""

import unicodedata
from collections.abc import Sequence

from arabic_reshaper import ArabicReshaper

_LEFT, _RIGHT, _NUMBER, _NEUTRAL = "L", "R", "N", "O"
_KINDS = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}
_IN_NUMBERS = ("CS", "ES", "ET")
_OPENING, _CLOSING = "([{<\u00ab\u2039", ")]}>\u00bb\u203a"
_MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))
_reshaper = ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


def joined(text: str) -> str:
    """Give Arabic letters the form that they have between their neighbours."""
    return str(_reshaper.reshape(text)) if any("\u0600" <= c <= "\u08ff" for c in text) else text


def clusters(text: str) -> list[str]:
    """Split a text into letters, each with the marks that stand on it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char) in ("Mn", "Me"):
            found[-1] += char
        else:
            found.append(char)
    return found


def runs_left(text: str) -> bool:
    """Say whether a paragraph is of a script that runs leftwards: its first letter is."""
    strong = (k for k in map(_kind, text) if k in (_LEFT, _RIGHT))
    return next(strong, _LEFT) == _RIGHT


def drawn(line: Sequence[str], *, leftwards: bool) -> list[str]:
    """Put the letters of one line into the order in which they stand from left to right."""
    levels = _levels([c[0] for c in line], base=1 if leftwards else 0)
    shown = [_turned(c) if level % 2 else c for c, level in zip(line, levels, strict=True)]
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(shown):
            end = start
            while end < len(shown) and levels[end] >= level:
                end += 1
            shown[start:end] = shown[start:end][::-1]
            start = end + 1
    return shown


def _levels(chars: Sequence[str], base: int) -> list[int]:
    kinds = _with_neutrals(_with_numbers(chars, base), base)
    of = {_LEFT: 2 * base, _RIGHT: 1, _NUMBER: 2}
    return [of[kind] for kind in kinds]


def _with_numbers(chars: Sequence[str], base: int) -> list[str]:
    """A number belongs to the words before it, and a sign in or at a number to the number."""
    kinds = [_kind(c) for c in chars]
    last = _RIGHT if base else _LEFT
    for n, char in enumerate(chars):
        if kinds[n] in (_LEFT, _RIGHT):
            last = kinds[n]
        elif kinds[n] == _NUMBER or (_sign(char) and _beside_number(kinds, n)):
            kinds[n] = _LEFT if last == _LEFT else _NUMBER
    return kinds


def _with_neutrals(kinds: Sequence[str], base: int) -> list[str]:
    """What has no direction goes with its neighbours if they agree, else with the paragraph."""
    outer = _RIGHT if base else _LEFT
    after = [outer] * (len(kinds) + 1)
    for n in range(len(kinds) - 1, -1, -1):
        after[n] = after[n + 1] if kinds[n] == _NEUTRAL else _side(kinds[n])
    before, found = outer, []
    for n, kind in enumerate(kinds):
        if kind == _NEUTRAL:
            found.append(before if before == after[n] else outer)
        else:
            found.append(kind)
            before = _side(kind)
    return found


def _side(kind: str) -> str:
    return _LEFT if kind == _LEFT else _RIGHT


def _kind(char: str) -> str:
    return _KINDS.get(unicodedata.bidirectional(char), _NEUTRAL)


def _sign(char: str) -> bool:
    return unicodedata.bidirectional(char) in _IN_NUMBERS


def _beside_number(kinds: Sequence[str], n: int) -> bool:
    around = [*kinds[max(n - 1, 0) : n], *kinds[n + 1 : n + 2]]
    return _NUMBER in around


def _turned(cluster: str) -> str:
    return _MIRRORED.get(cluster[0], cluster[0]) + cluster[1:]
