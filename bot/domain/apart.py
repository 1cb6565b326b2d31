"""A sentence taken apart: its telling words in order, its clauses, what it denies or supposes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.numbers import SHARES, in_digits
from bot.domain.text import sentences, words
from bot.domain.word_forms import LIGHT, is_past, stem, tells_nothing

_PIECE = re.compile(
    r"\d+(?:[.:]\d+)*|[^\W\d_]+(?:['\u2019][^\W_]+)?|[,;:()\u2013\u2014\"\u201c\u201d.?!]"
)
_OPENS_A_CLAUSE = frozenset(
    words(
        """and but so because since while although though when where which who whom that if until
        before after yet or as whether than"""
    )
)
_DENIES = re.compile(
    r"(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot)|\w+n['\u2019]t"
)
_NEARLY_DENIES = frozenset(words("little few fewer less hardly seldom rarely scarcely"))
_SUPPOSES = re.compile(
    r"would|could|might|may|should|must|if|unless|perhaps|maybe|afraid|likes?|hop(?:es?|ed|ing)"
    r"|(?:fear|want|plan|mean|aim)(?:s|ed|ned|t)?|wish(?:es|ed)?|propos(?:es?|ed|al)|suggest\w*"
    r"|expect\w*"
)
_WISHES = frozenset({"would", "should"})
_IS_TO = re.compile(r"\basked\b.*\bto\b|\b(?:was|were|is|are|has|have|had|need(?:s|ed)?) to\b")
_BELIEVES = re.compile(
    r"think|thinks|thought|believ\w+|claimed|assum\w+|suppos\w+|guess(?:ed|es)?|suspect\w*"
    r"|wish\w*|hop(?:e|es|ed)|fear(?:s|ed)?|blam\w+|explanation"
)
# With these a lesson begins: it says what to do, not what was done.
_ADVISES = frozenset(
    words(
        """go ask take write count find look show let set put give post mark pick phone read start
        decide try keep split make see tell check draw bring hold"""
    )
)
_IN_TURN = frozenset({"first", "then", "next", "also"})
_ADDRESSES = re.compile(r"\byour?\b", re.IGNORECASE)
_QUOTED = re.compile('["\u201c][^"\u201c\u201d]*["\u201d]')
_BE = frozenset(words("is are was were been be being"))


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word, a number among them; `lead` is what stands between the last one and it."""

    stem: str
    place: int  # among all words and signs of the sentence
    clause: int
    lead: tuple[str, ...]
    number: bool
    past: bool
    light: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """A sentence with what can be told of it by its words alone."""

    text: str
    pieces: tuple[str, ...]  # all words and signs, in lower case
    clauses: tuple[int, ...]  # which clause each of them stands in
    telling: tuple[Word, ...]
    supposed: frozenset[int]  # clauses that say what may, should or was meant to be
    advises: bool
    believes: bool
    passive: bool

    def denies(self, clauses: frozenset[int]) -> bool:
        """Say whether something is denied in these clauses."""
        return any(_DENIES.fullmatch(w) for w in self._in(clauses))

    def nearly_denies(self, clauses: frozenset[int]) -> bool:
        """Say whether these clauses speak of little or few: that may be told as a denial."""
        return any(w in _NEARLY_DENIES for w in self._in(clauses))

    def is_unit(self, n: int) -> bool:
        """Say whether a telling word follows its number directly."""
        return n > 0 and self.telling[n - 1].number and not self.telling[n].lead

    def _in(self, clauses: frozenset[int]) -> list[str]:
        return [w for w, c in zip(self.pieces, self.clauses, strict=True) if c in clauses]


@lru_cache(maxsize=32)
def all_apart(text: str) -> tuple[Apart, ...]:
    """Take each sentence of a text apart."""
    return tuple(map(take_apart, sentences(text)))


def take_apart(sentence: str) -> Apart:
    """Take one sentence apart."""
    pieces = tuple(found.lower() for found in _PIECE.findall(in_digits(sentence)))
    clauses = _clauses(pieces)
    inside: dict[int, list[str]] = {}
    for word, clause in zip(pieces, clauses, strict=True):
        inside.setdefault(clause, []).append(word)
    return Apart(
        text=sentence,
        pieces=pieces,
        clauses=clauses,
        telling=_telling(pieces, clauses),
        supposed=_supposed(inside),
        advises=_is_advice(sentence, pieces),
        believes=any(_BELIEVES.fullmatch(word) for word in pieces),
        passive=_is_passive(pieces),
    )


def _clauses(pieces: tuple[str, ...]) -> tuple[int, ...]:
    found, clause = [], 0
    for word in pieces:
        clause += word in _OPENS_A_CLAUSE or not word[0].isalnum()
        found.append(clause)
    return tuple(found)


def _telling(pieces: tuple[str, ...], clauses: tuple[int, ...]) -> tuple[Word, ...]:
    found: list[Word] = []
    lead: list[str] = []
    for place, (word, clause) in enumerate(zip(pieces, clauses, strict=True)):
        if tells_nothing(word) or word == "1" or not word[0].isalnum():
            lead.append(word)
            continue
        number = word[0].isdigit() or word in SHARES
        form = word if number else stem(word)
        found.append(Word(form, place, clause, tuple(lead), number, is_past(word), word in LIGHT))
        lead = []
    return tuple(found)


def _supposed(inside: Mapping[int, list[str]]) -> frozenset[int]:
    """Find what is supposed: "would" and "should" reach over all that is said with them."""
    if any(_WISHES & set(said) for said in inside.values()):
        return frozenset(inside)
    return frozenset(clause for clause, said in inside.items() if _is_supposed(said))


def _is_supposed(said: list[str]) -> bool:
    return any(map(_SUPPOSES.fullmatch, said)) or bool(_IS_TO.search(" ".join(said)))


def _is_advice(sentence: str, pieces: tuple[str, ...]) -> bool:
    """Whether a sentence tells the reader what to do or asks, so that nobody has done it."""
    spoken = [word for word in pieces if word[0].isalnum() and word not in _IN_TURN]
    after = pieces.index(",") + 1 if spoken[:1] == ["for"] and "," in pieces[:-1] else 0
    begins = spoken[0] if spoken and not after else pieces[after] if after else ""
    addressed = bool(_ADDRESSES.search(_QUOTED.sub("", sentence)))
    return begins in _ADVISES or addressed or sentence.rstrip().endswith("?")


def _is_passive(pieces: tuple[str, ...]) -> bool:
    after = zip(pieces, (*pieces[1:], ""), (*pieces[2:], "", ""), strict=False)
    return "by" in pieces or any(a in _BE and (is_past(b) or is_past(c)) for a, b, c in after)
