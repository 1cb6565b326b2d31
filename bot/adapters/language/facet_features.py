"""What the facet heads see of a sentence: its words, its turns of phrase, its form, its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.adapters.language.facet_phrases import FACET_SIGNS
from bot.adapters.language.offer_phrases import OFFERS
from bot.adapters.language.outcome_phrases import OUTCOME_SIGNS
from bot.adapters.language.phrases import phrases
from bot.domain.text import has_number
from bot.ports.language import Vectors

SEEN = 1_000  # characters of a sentence; the time to search some patterns grows by its square
BUCKETS = 1 << 14  # hashed words; the rest of the features come behind them
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,:]*|[?%€$£“”\":;]")
_STEM = 6  # letters; longer words are also seen by their beginning
_PERSONS = (
    frozenset(["we", "us", "our", "ours", "ourselves"]),
    frozenset(["i", "me", "my", "mine"]),
    frozenset(["you", "your", "yours"]),
    frozenset(["he", "she", "him", "her", "his", "hers"]),
    frozenset(["they", "them", "their", "theirs"]),
    frozenset(["it", "its"]),
)
_PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|do|does|isn't|don't|'re|'ve)\b")
_NOT = re.compile(r"\b(?:not|no|never|nobody|none|nothing|neither|\w+n't)\b")
_COINED = re.compile(
    r"\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]\w+ (?:Cloud|Suite|Hub|Pro|One|Connect)\b|[™®]"
)
_PLACES = 6  # soft steps from the first sentence to the last
PLACES = 2 * _PLACES + 2
NEAR = 0.4  # how much a neighbour's form weighs beside a sentence's own, by cross-validation
_SHORT_TEXT = 15  # sentences
_FEW_WORDS, _MANY_WORDS = 6, 25


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of each sentence of a text. `form`: signs and form, shape (sentences, n)."""

    buckets: list[npt.NDArray[np.int32]]
    form: Vectors

    def at(self, places: Sequence[int]) -> "Sight":
        """Give what is seen of some of the sentences."""
        return Sight([self.buckets[n] for n in places], self.form[list(places)])


def look_at(texts: Sequence[str]) -> Sight:
    """Look at the sentences of a text."""
    seen = [text[:SEEN] for text in texts]
    form = [[*_signs(text), *_form(text)] for text in seen]
    return Sight([_buckets(text) for text in seen], np.array(form, np.float32))


def in_row(form: Vectors) -> Vectors:
    """Join a sentence's form with its place and its neighbours' form."""
    places = np.array([_place(n, len(form)) for n in range(len(form))], np.float32)
    before, after = np.zeros_like(form), np.zeros_like(form)
    before[1:], after[:-1] = form[:-1], form[1:]
    joined: Vectors = np.hstack([form, NEAR * before, NEAR * after, places])
    return joined


def alone(form: Vectors) -> Vectors:
    """Give the same columns for sentences that stand in no text."""
    blank = np.zeros((len(form), 2 * form.shape[1] + PLACES), np.float32)
    joined: Vectors = np.hstack([form, blank])
    return joined


def ending_of(texts: Sequence[str], sight: Sight, last: Sequence[int]) -> Sight:
    """Join what a whole text shows with what the sentences about its end show, as one row."""
    whole = np.unique(np.concatenate(sight.buckets))
    end = np.unique(np.concatenate([sight.buckets[n] for n in last])) + BUCKETS
    signs = np.array([[float(p.search(t[:SEEN]) is not None) for p in _ends()] for t in texts])
    form = np.hstack([signs, sight.form])
    both = np.hstack([form.mean(axis=0), form[list(last)].mean(axis=0)])
    return Sight([np.concatenate([whole, end])], both[None, :].astype(np.float32))


def _buckets(text: str) -> npt.NDArray[np.int32]:
    """Give the buckets of a text's words, their beginnings, and pairs of words."""
    tokens = [("#" if t[0].isdigit() else t) for t in _TOKEN.findall(text.lower())]
    stems = [f"{t[:_STEM]}*" for t in tokens if len(t) > _STEM]
    pairs = [f"{a} {b}" for a, b in zip(["^", *tokens], [*tokens, "$"], strict=True)]
    grams = dict.fromkeys((*tokens, *stems, *pairs))
    return np.array([crc32(g.encode()) % BUCKETS for g in grams], np.int32)


@cache
def _ends() -> list[re.Pattern[str]]:
    return [phrases(table) for table in OUTCOME_SIGNS.values()]


def _signs(text: str) -> list[float]:
    return [float(pattern.search(text) is not None) for pattern in _patterns()]


@cache
def _patterns() -> list[re.Pattern[str]]:
    tables = (*FACET_SIGNS.values(), *OFFERS.values())
    return [phrases(table) for table in tables]


def _form(text: str) -> list[float]:
    low = text.lower().replace("\u2019", "'")
    words = set(low.split())
    size = len(text.split())
    return [
        *(float(not words.isdisjoint(person)) for person in _PERSONS),
        float(_PAST.search(low) is not None),
        float(_PRESENT.search(low) is not None),
        float(_NOT.search(low) is not None),
        float(text.endswith("?")),
        float(has_number(text)),
        float("%" in text),
        float(_COINED.search(text) is not None),
        float(size <= _FEW_WORDS),
        float(size >= _MANY_WORDS),
        float(text[-1:] not in '.!?"”'),
    ]


def _place(n: int, count: int) -> list[float]:
    at = (n + 0.5) / count * (_PLACES - 1)
    soft = [max(0.0, 1.0 - abs(at - step)) for step in range(_PLACES)]
    short = float(count <= _SHORT_TEXT)  # there the place says more
    return [*soft, *(short * step for step in soft), float(n == 0), float(n == count - 1)]
