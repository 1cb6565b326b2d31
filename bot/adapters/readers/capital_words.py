"""Capitalised words in prose, and the runs of them that may be a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.adapters.readers.name_lexicon import NameLexicon

APOSTROPHES = "'\u2019"
DASHES = "\u2013\u2014\u2015"
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}-][^\W\d_]+)*\.?")
_ENDING = re.compile(rf"[{APOSTROPHES}]s?\.?$|-(?:san|sama|sensei|ji)\.?$")
_CAPITAL_WITHIN = re.compile(rf"(?:Mc|Mac|De|Di|Da|Le|La|Van|Fitz|O[{APOSTROPHES}])[A-Z]")
_PREFIXED = re.compile(rf"(?:el|al|ul|d|l|n|t)[{APOSTROPHES}-](?=[A-Z])")
_SHOUTED = 3  # letters: shorter ones in capitals are more often an abbreviation


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word with its place, without a possessive ending."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Give the place behind it."""
        return self.start + len(self.text)

    @property
    def low(self) -> str:
        """Give it in small letters, as the lists have it."""
        return self.text.lower().rstrip(".")

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter and a dot."""
        return len(self.text) == len("J.") and self.text.endswith(".")

    @property
    def pieces(self) -> list[str]:
        """Give the parts of a hyphenated word in small letters."""
        return self.low.split("-")


def capitalised(text: str) -> Iterator[Word]:
    """Give each word that is written as a name is."""
    for match in _WORD.finditer(text):
        word, start = _ENDING.sub("", match.group()), match.start()
        if prefix := _PREFIXED.match(word):  # "el-Sayed" goes on with a name, it opens none
            word, start = word[prefix.end() :], start + prefix.end()
        bare = word.rstrip(".")
        if _is_capitalised(bare):
            # an initial keeps its dot
            yield Word(word if len(bare) == 1 else bare, start)


def _is_capitalised(word: str) -> bool:
    if not word[:1].isupper():
        return False
    if not any(c.isupper() for c in word[1:]):
        return True
    if word.isupper():
        return len(word) > _SHOUTED
    pieces = re.split(rf"[{APOSTROPHES}-]", word)
    return bool(_CAPITAL_WITHIN.match(word)) or (
        len(pieces) > 1 and all(p.istitle() or _CAPITAL_WITHIN.match(p) for p in pieces)
    )


class NameRuns:
    """Cuts a text into runs of capitalised words that may be names."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon

    def of(self, text: str) -> Iterator[list[Word]]:
        """Give runs of capitalised words side by side, cut at words that begin no name."""
        run: list[Word] = []
        for word in capitalised(text):
            apart = bool(run) and not self._joins(text[run[-1].end : word.start], run[-1])
            if run and (apart or self._cuts(run, word)):
                yield run
                run = []
            if not self._cuts(run, word):
                run.append(word)
        if run:
            yield run

    def _cuts(self, run: list[Word], word: Word) -> bool:
        if word.is_initial:
            return False
        if not run and word.low in self._lexicon.said | self._lexicon.acts:
            return True  # "Adds Maria Lopez"
        if run and run[-1].low in self._lexicon.titles:
            return False  # "Mr Baker"
        surname = bool(run) and run[-1].low in self._lexicon.first
        return word.low in self._lexicon.other and not (surname and word.low in self._lexicon.last)

    def _joins(self, between: str, before: Word) -> bool:
        if before.is_initial and between == "":
            return True
        if before.low in self._lexicon.titles:
            between = between.removeprefix(".")
        small = re.sub(rf"[{APOSTROPHES}-]", " ", between).split()
        particles = all(part in self._lexicon.particles for part in small)
        return particles and between.startswith(" ") and "\n" not in between
