"""Which stories' customers and people a question names; for insiders' questions alone."""

import re
from collections.abc import Callable, Mapping

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters; a shorter name is too often a word


class NameBook:
    """Names by their longest word."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], str]]] = {}
        for story_id, lines in names.items():
            for line in lines.splitlines():
                words = frozenset(_WORD.findall(line))
                key = max(words, key=len, default="").lower()
                if len(key) >= _SHORTEST:
                    self._by_word.setdefault(key, []).append((words, story_id))

    def named_in(self, text: str, ordinary: Callable[[str], bool]) -> set[str]:
        """Give the ids of stories of which a name stands in a text, all its words, in any case.

        A name of one word that is an `ordinary` word, too, has to be written as the name is: some
        companies are called Box.
        """
        written = set(_WORD.findall(text))
        asked = {word.lower() for word in written}
        return {
            story_id
            for word in asked
            for words, story_id in self._by_word.get(word, ())
            if {w.lower() for w in words} <= asked
            and (len(words) > 1 or words <= written or not ordinary(word))
        }
