"""Names where a letter, a list or a chat has them: under a greeting, after "From:", in haste."""

import re
from collections.abc import Iterator

from bot.adapters.readers.capital_words import DASHES, capitalised
from bot.adapters.readers.name_lexicon import NameLexicon

_PART = r"[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*\.?"
_NAME = rf"{_PART}(?: (?:{_PART}|van|von|de|der|den|da|dos|bin|el)){{0,4}}"
_SIGN_OFF = re.compile(
    r"(?:^|[\n.!?] ?)(?:(?:[Bb]est|[Kk]ind|[Ww]arm|[Mm]any|[Ww]ith)\s+)?(?:[Rr]egards|[Ww]ishes"
    r"|[Tt]hanks|[Cc]heers|[Bb]est|[Ss]incerely|[Yy]ours(?: \w+)?|[Tt]hank you|[Gg]reetings)"
    rf"[,.!]?(?:[ \t]*\n\s*|(?<=[,!]) )(?:[{DASHES}-] ?)?(?P<names>{_NAME})(?=\s*(?:[\n,.(|]|$))"
)
_HEADER = re.compile(
    r"\b(?:From|To|Cc|CC|cc|Attn|Attendees|Participants|Present|Contact|Author|Interviewee|Speaker"
    r"|Written by|Told by|Interview(?:ed)? with|Notes? by|Recorded by|Signed(?: by)?)"
    rf"(?::|(?<=by)|(?<=with)) *(?P<names>{_NAME}(?: ?(?:,|;|and|&) ?{_NAME})*)"
)
_GREETED = re.compile(
    rf"\b(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]allo|[Hh]ey|[Gg]uten Tag|[Bb]onjour) (?P<names>{_NAME}"
    rf"(?: and {_NAME})?)(?=\s*[,!\n])"
)
_NAMED = re.compile(
    rf"\b(?:man|woman|person|one|somebody|someone) (?:named|called) (?P<names>{_NAME})"
)
_SMALL = re.compile(r"(?<![\w@./#'\u2019-])[^\W\d_]{2,}(?:-[^\W\d_]+)?(?![\w@/#-]|\.\w)")
_SMALL_GREETED = re.compile(r"\b(?:dear|hi|hello|hallo|hey) $", re.IGNORECASE)
_SMALL_SIGNED = re.compile(r"\s*$")
_BEFORE_SIGNED = re.compile(r"[,.!?\n-] ?$")
_SMALL_VERBS = "who|here|left|knows?|wants?|runs?|works?|was|is|has|did|does"
_SHORTEST_SMALL = 4


class NameLists:
    """Finds names by the form of a letter, a list of people, or a chat in small letters."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon
        listed = (*lexicon.chat, *lexicon.roles)
        words = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
        verbs = "|".join(map(re.escape, sorted(lexicon.said | lexicon.acts)))
        self._small_after = re.compile(rf"\s+(?:{verbs}|{_SMALL_VERBS})\b|['\u2019]s\b")
        self._small_before = re.compile(
            rf"(?<!\w)(?:{words}|(?:spoke|talked|talk|wrote|said|over) to),? $", re.IGNORECASE
        )

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the spans of names, in any order."""
        for pattern in (_SIGN_OFF, _HEADER, _GREETED, _NAMED):
            for match in pattern.finditer(text):
                yield from self._listed(match.start("names"), match["names"])
        for match in _SMALL.finditer(text):
            if self._small_name(text, match):
                yield match.span()

    def _listed(self, at: int, names: str) -> Iterator[tuple[int, int]]:
        for part in re.finditer(r"[^,;&]+?(?=\s*(?:[,;&]|\band\b|$))", names):
            words = list(capitalised(part.group()))
            barred = self._lexicon.other | self._lexicon.trades | self._lexicon.departments
            roles = set(self._lexicon.roles)
            if words and not any(w.low in barred or w.low in roles for w in words):
                yield at + part.start() + words[0].start, at + part.start() + words[-1].end

    def _small_name(self, text: str, match: re.Match[str]) -> bool:
        word, before = match.group(), text[max(0, match.start() - 20) : match.start()]
        if not word.islower():
            return False
        if word in self._lexicon.doubtful:
            return bool(_SMALL_GREETED.search(before) and text[match.end() :].startswith(","))
        if word not in self._lexicon.small or len(word) < _SHORTEST_SMALL:
            return False
        signed = _SMALL_SIGNED.match(text, match.end()) and _BEFORE_SIGNED.search(before)
        after = self._small_after.match(text, match.end())
        return bool(signed or after or self._small_before.search(before))
