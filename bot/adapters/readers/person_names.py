"""Names of people in prose: words that are names, and places where only a name can stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.adapters.readers.name_lexicon import NameLexicon

APOSTROPHES = "'\u2019"
DASHES = "\u2013\u2014\u2015"
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}-][^\W\d_]+)*\.?")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?\.?$")
_CAPITAL_WITHIN = re.compile(rf"(?:Mc|Mac|De|Di|Da|Le|La|Van|Fitz|O[{APOSTROPHES}])[A-Z]")
_SHORT_TITLE = 3  # letters: Mr, Mrs, Dr are written with a dot or without
_LONGEST = 4  # words of a name
_LONGEST_UNKNOWN = 3  # words of a name that no list knows
_COMPANY = re.compile(
    r",?\s+(?:&|Inc|Ltd|LLC|LLP|GmbH|AG|SA|Corp|Co|PLC|BV|Group|Foundation|Institute|University"
    r"|School|Hospital|Award|Act|Street|Road|Avenue|Bridge|Building|Center|Centre|Airport|Hall"
    r"|Services|Systems|Solutions|Technologies|Bank|Partners|Associates|Consulting)\b"
)
_NO_NAME_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|San|Santa|Saint|St\.?|Los|Las|Fort|Mount|Lake|Port|New|North|South|East"
    r"|West)\s+$"
)
_SIGNED = re.compile(rf"(?:^|[\n\"”.!?])\s*[{DASHES}-]{{1,2}}\s*$")
_AFTER_SIGNED = re.compile(r"\s*(?:,|\n|$|\()")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """A capitalised word with its place, without a possessive ending."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def low(self) -> str:
        return self.text.lower().rstrip(".")


class PersonNames:
    """Finds names by a lexicon and by what stands beside them."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon
        roles = "|".join(map(re.escape, sorted(lexicon.roles, key=len, reverse=True)))
        said = "|".join(sorted(lexicon.said))
        self._role_before = re.compile(rf"\b(?:{roles}),?\s+$", re.IGNORECASE)
        self._role_after = re.compile(
            rf"(?:,|\s*\(|\s+[{DASHES}-])\s*(?:[\w&/{APOSTROPHES}-]+\s+){{0,5}}?(?:{roles})\b",
            re.IGNORECASE,
        )
        self._said_before = re.compile(
            rf"\b(?:{said}|according to|thanks to|(?:spoke|talked|met|chat|call) (?:to|with|w/)"
            r"|interviewed|contact|call|ask|dear|hi|hello)\s+$",
            re.IGNORECASE,
        )
        self._said_after = re.compile(rf",?\s+(?:{said}|who (?:leads|led|runs|ran|heads))\b")

    def find(self, text: str) -> list[Span]:
        """Give the spans of names in order; a part of a full name counts wherever it stands."""
        found = {span for run in self._runs(text) if (span := self._name_in(text, run))}
        parts = self._parts(text, found)
        covered = {at for start, end in found for at in range(start, end)}
        for word in _capitalised(text):
            if word.text in parts and word.start not in covered:
                found.add((word.start, word.end))
        return sorted(found)

    def _runs(self, text: str) -> Iterator[list[_Word]]:
        """Give runs of capitalised words side by side, cut at words that begin no name."""
        run: list[_Word] = []
        for word in _capitalised(text):
            apart = bool(run) and not self._joins(text[run[-1].end : word.start], run[-1])
            if apart or self._cuts(run, word):
                yield run
                run = []
            if not self._cuts(run, word):
                run.append(word)
        yield run

    def _cuts(self, run: Sequence[_Word], word: _Word) -> bool:
        if not run and word.low in self._lexicon.said:
            return True  # "Adds Maria Lopez"
        surname = bool(run) and run[-1].low in self._lexicon.first
        return word.low in self._lexicon.other and not (surname and word.low in self._lexicon.last)

    def _joins(self, between: str, before: _Word) -> bool:
        if before.low in self._lexicon.titles:
            between = between.removeprefix(".")
        particles = all(part in self._lexicon.particles for part in between.split())
        return particles and between.startswith(" ") and "\n" not in between

    def _name_in(self, text: str, run: Sequence[_Word]) -> Span | None:
        lexicon = self._lexicon
        for at, word in enumerate(run):
            rest = run[at:]
            if word.low in lexicon.titles and len(rest) > 1:
                return rest[1].start, rest[:_LONGEST][-1].end
            if self._is_person(text, rest):
                return word.start, rest[-1].end
            if word.low in lexicon.first or self._is_company(rest):
                return None
        return None

    def _is_person(self, text: str, run: Sequence[_Word]) -> bool:
        first, start, end = run[0].low, run[0].start, run[-1].end
        if self._is_company(run) or len(run) > _LONGEST or _COMPANY.match(text, end):
            return False
        if _NO_NAME_BEFORE.search(text[max(0, start - 8) : start]):
            return False
        if len(run) == 1:
            return self._stands_alone(text, run[0])
        surname = run[-1].low in self._lexicon.last
        known = first in self._lexicon.first or (first in self._lexicon.doubtful and surname)
        return known or self._vouched(text, run)

    def _is_company(self, run: Sequence[_Word]) -> bool:
        return " ".join(word.low for word in run[:2]) in self._lexicon.companies

    def _stands_alone(self, text: str, word: _Word) -> bool:
        if word.low in self._lexicon.alone:
            return True
        known = word.low in self._lexicon.first | self._lexicon.doubtful
        before = text[max(0, word.start - 40) : word.start]
        return known and bool(self._said_before.search(before))

    def _vouched(self, text: str, run: Sequence[_Word]) -> bool:
        """Whether only a person can be meant here, whatever the words are."""
        if len(run) > _LONGEST_UNKNOWN:
            return False
        before = text[max(0, run[0].start - 60) : run[0].start]
        after = text[run[-1].end : run[-1].end + 90]
        signed = _SIGNED.search(before) and _AFTER_SIGNED.match(after)
        named = run[-1].low in self._lexicon.last and (
            self._role_before.search(before) or self._said_before.search(before)
        )
        beside = self._role_after.match(after) or self._said_after.match(after)
        return bool(signed or named or beside)

    def _parts(self, text: str, found: Iterable[Span]) -> set[str]:
        """First and last names that may stand alone later, unless they are plain words here."""
        lexicon = self._lexicon
        full = [text[start:end].split() for start, end in found]
        parts = {part for name in full if len(name) > 1 for part in name if not part.endswith(".")}
        plain = set(re.findall(r"\b[a-z]{3,}\b", text)) | lexicon.titles | lexicon.particles
        return {
            part
            for part in parts
            if part.lower() not in plain
            and (part.lower() not in lexicon.other or part.lower() in lexicon.first)
        }


def _capitalised(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        bare = word.rstrip(".")
        if _is_capitalised(bare):
            # an initial keeps its dot
            yield _Word(word if len(bare) == 1 else bare, match.start())


def _is_capitalised(word: str) -> bool:
    if not word[:1].isupper():
        return False
    if not any(c.isupper() for c in word[1:]):
        return True
    pieces = re.split(rf"[{APOSTROPHES}-]", word)
    return bool(_CAPITAL_WITHIN.match(word)) or (
        len(pieces) > 1 and all(p.istitle() for p in pieces)
    )
