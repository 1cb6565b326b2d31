"""What can be told of a sentence by its words alone: hashed words and pairs, and its form."""

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from bot.ports.language import Vectors

WORDS = 2**14  # places for words and pairs of words
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d[\d.,]*|[!?%\u20ac$\u00a3\"\u201c]")
_FORMS = (
    r"\d",
    r"[%\u20ac$\u00a3]",
    r"\b(?:she|he|her|his|him|hers)\b",
    r"\b(?:we|our|us)\b",
    r"\b(?:i|my|me)\b",
    r"\b(?:you|your)\b",
    r"\b(?:they|their|them)\b",
    r"\b\w+ed\b",
    r"\b(?:is|are|has|have|does|do|runs?|makes?|works?|gets?)\b",
    r"\b(?:was|were|had|did)\b",
    r"\b(?:will|can|would|could|may)\b",
    r"['\"\u2018\u201c]\w.*['\"\u2019\u201d]",
    r"(?-i:\b[A-Z]\w+ [A-Z]\w+)",
    r"!",
    r"\?",
    r"\bbut\b|\balthough\b|\bdespite\b|\binstead\b",
    r"\b(?:not|no|never|nobody|none|nothing|without|\w+n['\u2019]t)\b",
    r"\b(?:now|today|since|still|later|afterwards|ever since|no longer|anymore)\b",
    r"\b(?:fell|fallen|rose|dropped|went|gone|down|up|halved|doubled|saved|from)\b.*\d",
    r"\b(?:said|says|told|asked|thought|felt|wanted|hated|feared|refused|liked|insisted)\b",
    r"\b(?:tried|bought|began|first|then|attempt\w*)\b",
    r"\b(?:leading|powerful|seamless\w*|effortless\w*|innovative|smart|robust|solution)\b",
)
_PATTERNS = [re.compile(form, re.IGNORECASE) for form in _FORMS]
_FORM_WEIGHT = 0.5  # beside words, whose row has length one; chosen by cross-validation
SIZE = WORDS + len(_FORMS) + 1
_LONG = 20.0  # words of a sentence of middling length


def sentence_rows(sentences: Sequence[str]) -> Vectors:
    """Give a row for each sentence, shape (sentences, SIZE)."""
    rows = np.zeros((len(sentences), SIZE), np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        places = sorted({zlib.crc32(token.encode()) % WORDS for token in _tokens(sentence)})
        if places:
            row[places] = 1.0 / np.sqrt(len(places))
        forms = [float(pattern.search(sentence) is not None) for pattern in _PATTERNS]
        long = min(len(sentence.split()) / _LONG, 2.0)
        row[WORDS:] = _FORM_WEIGHT * np.array([*forms, long], np.float32)
    return rows


def _tokens(sentence: str) -> Iterator[str]:
    """Give words and pairs of words; all numbers are the same."""
    words = [
        "0" if token[0].isdigit() else token.replace("\u2019", "'")
        for token in _TOKEN.findall(sentence.lower())
    ]
    yield from words
    yield from (f"{one} {two}" for one, two in pairwise(words))
