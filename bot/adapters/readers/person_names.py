"""Names of people in prose: words that are names, and places where only a name can stand."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.adapters.readers.capital_words import NameRuns, Word, capitalised
from bot.adapters.readers.name_evidence import NameEvidence, place_of
from bot.adapters.readers.name_lexicon import NameLexicon
from bot.adapters.readers.name_lists import NameLists

_LONGEST = 5  # words of a name
_LONGEST_UNKNOWN = 3  # words of a name that no list knows
_SHORTEST_UNKNOWN = 3  # letters of a name that stands alone
_KOREAN = re.compile(r"[A-Z][a-z]{1,4}-(?!(?:up|on|in|off|op|out|down|by|to)$)[a-z]{2,5}")
_DOUBLE = re.compile(r"[^\W\d_a-z][^\W\d_]+-[^\W\d_a-z][^\W\d_]+")
_FIRM = frozenset({"brothers", "bros", "sons"})
_BETWEEN = re.compile(r",? (?:and|or|&) |, ")
_FOREIGN = re.compile(r"[^\x00-\x7f]|-")

Span = tuple[int, int]


class PersonNames:
    """Finds names by a lexicon and by what stands beside them."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon
        # worked out once: these are tens of thousands of words
        self._listed = lexicon.first | lexicon.doubtful
        self._may_join = lexicon.first | lexicon.doubtful - lexicon.places
        self._often_plain = lexicon.doubtful | lexicon.other
        self._runs = NameRuns(lexicon)
        self._beside = NameEvidence(lexicon)
        self._lists = NameLists(lexicon)

    def find(self, text: str) -> list[Span]:
        """Give the spans of names in order; a part of a full name counts wherever it stands."""
        runs = list(self._runs.of(text))
        found = {span for run in runs if (span := self._name_in(text, run))}
        found |= set(self._lists.find(text))
        found |= set(self._joined(text, runs, found))
        found |= set(self._again(text, found))
        return _apart(found)

    def _name_in(self, text: str, run: Sequence[Word]) -> Span | None:
        lexicon, titled = self._lexicon, False
        for at, word in enumerate(run):
            rest = run[at:]
            if word.low in lexicon.titles and not word.is_initial:
                titled = True
            elif titled:
                return None if word.is_initial and len(rest) == 1 else _span(rest[:_LONGEST])
            elif len(rest) > 1 and self._leads_in(text, word):
                continue
            elif self._is_person(text, rest):
                return _span(rest)
            elif self._first(word) or self._is_company(rest):
                return None
        return None

    def _is_person(self, text: str, run: Sequence[Word]) -> bool:
        start, end = run[0].start, run[-1].end
        if (
            self._is_company(run)
            or run[-1].low in _FIRM
            or self._beside.excludes(place_of(text, start, end))
            or len(run) > _LONGEST
        ):
            return False
        if len(run) == 1:
            return self._stands_alone(text, run[0])
        return self._is_full(run) or self._vouched(text, run)

    def _leads_in(self, text: str, word: Word) -> bool:
        """Whether the name begins behind this word: "Receptionist Anna", "In May Anna"."""
        month = word.low in self._lexicon.places
        return word.low in self._lexicon.roles or (
            month and self._beside.is_plain_here(place_of(text, word.start, word.end))
        )

    def _is_full(self, run: Sequence[Word]) -> bool:
        """Whether the words alone say that this is a first and a last name."""
        lexicon, first, last = self._lexicon, run[0], run[-1]
        if last.low in lexicon.trades and not (self._first(first) and last.low in lexicon.last):
            return False
        if self._first(first) and not last.is_initial:
            return first.text.isupper() == last.text.isupper()
        if first.is_initial:
            return self._surname(last) or (run[1].is_initial and not last.is_initial)
        double = len(last.pieces) > 1 and _DOUBLE.fullmatch(last.text)
        if first.low in lexicon.doubtful and (self._surname(last) or double):
            return True
        return _KOREAN.fullmatch(first.text) is not None

    def _vouched(self, text: str, run: Sequence[Word]) -> bool:
        """Whether only a person can be meant here, whatever the words are."""
        if len(run) > _LONGEST_UNKNOWN or run[-1].low in self._lexicon.trades:
            return False
        beside, here = self._beside, place_of(text, *_span(run))
        if run[-1].is_initial or run[0].text.isupper():
            return False
        if beside.of_staff(here) or beside.signed(here):
            return True
        heard_of = any(self._known(word) for word in run) and not beside.is_where(here)
        return heard_of and any(
            sign(here) for sign in (beside.told, beside.with_role, beside.acts, beside.in_office)
        )

    def _stands_alone(self, text: str, word: Word) -> bool:
        lexicon, beside = self._lexicon, self._beside
        here = place_of(text, word.start, word.end)
        if word.text.isupper() or word.low in lexicon.trades or beside.goes_on(here):
            return False
        if word.low in lexicon.alone or (len(word.pieces) > 1 and self._first(word)):
            return True
        listed = word.low in self._listed
        if listed and beside.told(here):
            return True
        if len(word.low) < _SHORTEST_UNKNOWN or beside.is_plain_here(here):
            return False
        if not listed:
            somebody = beside.is_somebody(here) and (self._known(word) or not beside.begins(here))
            return beside.of_staff(here) or somebody
        sure = beside.in_office(here) or beside.of_staff(here) or beside.is_somebody(here)
        at_work = beside.acts(here) or beside.with_role(here)
        return sure or (word.low not in lexicon.places and at_work)

    def _joined(
        self, text: str, runs: Sequence[Sequence[Word]], found: set[Span]
    ) -> Iterator[Span]:
        """Give words that may be names in a row with one that is: "Anna, Will and Grace"."""
        ends, starts = {end for _, end in found}, {start for start, _ in found}
        single = [run[0] for run in runs if len(run) == 1]
        for word in (*single, *reversed(single)):
            near = any(
                _BETWEEN.fullmatch(text[end : word.start])
                for end in range(max(0, word.start - len(", and ")), word.start)
                if end in ends
            ) or any(
                _BETWEEN.fullmatch(text[word.end : start])
                for start in range(word.end, word.end + len(", and ") + 1)
                if start in starts
            )
            may_be = word.low in self._may_join
            if near and may_be and not self._beside.excludes(place_of(text, word.start, word.end)):
                ends.add(word.end)
                starts.add(word.start)
                yield word.start, word.end

    def _again(self, text: str, found: Iterable[Span]) -> Iterator[Span]:
        """Give first and last names where they stand alone, unless they are plain words there."""
        parts = self._parts(text, found)
        for word in capitalised(text):
            if word.text not in parts:
                continue
            doubtful = word.low in self._often_plain
            if doubtful and self._beside.is_plain_here(place_of(text, word.start, word.end)):
                continue
            yield word.start, word.end

    def _parts(self, text: str, found: Iterable[Span]) -> set[str]:
        lexicon = self._lexicon
        names = {text[start:end] for start, end in found}
        parts = {word.text for name in names for word in capitalised(name) if not word.is_initial}
        plain = set(re.findall(r"\b[a-z]{3,}\b", text)) | lexicon.titles | lexicon.particles
        return {
            part
            for part in parts
            if part in names
            or (
                part.lower() not in plain
                and (part.lower() not in lexicon.other or part.lower() in lexicon.first)
            )
        }

    def _first(self, word: Word) -> bool:
        return word.low in self._lexicon.first or (
            len(word.pieces) > 1 and word.pieces[0] in self._lexicon.first
        )

    def _surname(self, word: Word) -> bool:
        return any(piece in self._lexicon.surnames for piece in word.pieces)

    def _known(self, word: Word) -> bool:
        listed = word.low in self._lexicon.doubtful or self._surname(word)
        return listed or word.is_initial or bool(_FOREIGN.search(word.text))

    def _is_company(self, run: Sequence[Word]) -> bool:
        return " ".join(word.low for word in run[:2]) in self._lexicon.companies


def _span(run: Sequence[Word]) -> Span:
    return run[0].start, run[-1].end


def _apart(found: Iterable[Span]) -> list[Span]:
    """Keep the longer one of two that overlap."""
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
