"""Text to the stems of its telling words."""

import re
from collections.abc import Iterable, Iterator

import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2


class EnglishWords:
    """Splits and stems, and remembers stems. To be used by one thread at a time."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._stops = frozenset(STOPWORDS_EN_PLUS)
        self._stems: dict[str, str] = {}

    def stems(self, text: str) -> Iterator[str]:
        """Give the stem of each telling word, in order."""
        return (self._stem(word) for word in self.words(text))

    def by_stem(self, words: Iterable[str]) -> dict[str, str]:
        """Give the first word that stands for each stem."""
        found: dict[str, str] = {}
        for word in words:
            found.setdefault(self._stem(word), word)
        return found

    def words(self, text: str) -> list[str]:
        """Give the telling words of a text in lower case."""
        found = _WORD.findall(text.lower())
        return [word for word in found if len(word) >= _SHORTEST and word not in self._stops]

    def _stem(self, word: str) -> str:
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._stemmer.stemWord(word)
        return stem
