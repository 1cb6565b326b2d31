"""Numbers written one way, so that "half", "50 %" and "one in two" can be compared."""

import re

from bot.domain.text import words

_ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = {
    word: 10 * n
    for n, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
# "First" to "third" have other meanings ("at first", "a third"), and "one" is mostly a pronoun.
_ORDINALS = {
    word: n
    for n, word in enumerate(words("fourth fifth sixth seventh eighth ninth tenth eleventh"), 4)
}
_VALUES = (
    {word: n for n, word in enumerate(_ONES) if n > 1}
    | _TENS
    | _ORDINALS
    | {"twelfth": 12, "dozen": 12, "hundred": 100}
)
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[- ]({'|'.join(_ONES[1:10])})\b", re.IGNORECASE)
_WORD = re.compile(rf"\b(?:a )?({'|'.join(_VALUES)})\b", re.IGNORECASE)
_SHARES = {
    "half": re.compile(
        r"\b(?:50 percent|1/2|(?:one|1) (?:in|of) 2|every second|more than half)\b", re.IGNORECASE
    ),
    "quarter": re.compile(r"\b(?:25 percent|1/4)\b"),
    "third": re.compile(r"\b1/3\b"),
}
SHARES = frozenset({"half", "third", "quarter", "twice"})


def in_digits(text: str) -> str:
    """Write each number of a text in digits, shares by their names, and per cent as one word."""
    text = re.sub(r"per cent\b|%", "percent", text).replace("\u20ac", " euro ")
    text = re.sub(r"(?<=\d),(?=\d{3})|(?<=\d)(?:st|nd|rd|th)\b", "", text)
    text = re.sub(r"(?<=\d)(?=percent)", " ", text)
    text = _COMPOUND.sub(lambda found: str(_compound(found[1], found[2])), text)
    text = _WORD.sub(lambda found: str(_VALUES[found[1].lower()]), text)
    for name, share in _SHARES.items():
        text = share.sub(name, text)
    return text


def _compound(tens: str, ones: str) -> int:
    return _TENS[tens.lower()] + _ONES.index(ones.lower())
