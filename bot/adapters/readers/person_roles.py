"""The role that a text states beside a name: "Ana Ruiz, head of finance"."""

import re
from collections.abc import Sequence

from bot.adapters.readers.name_lexicon import NameLexicon

_ACRONYM = re.compile(r"[A-Z]{2,5}")


class PersonRoles:
    """Reads roles out of what stands before or after a name."""

    def __init__(self, lexicon: NameLexicon) -> None:
        nouns = "|".join(map(re.escape, sorted(lexicon.roles, key=len, reverse=True)))
        self._after = re.compile(
            rf"^(?:,|\s*\(|\s+[-–—])\s*(?:(?:the|our|their|a|an|its|his|her)\s+)?"  # noqa: RUF001
            rf"(?P<role>(?:[\w/-]+\s+){{0,3}}?(?:{nouns})\b(?:\s+of\s+[\w-]+)?)",
            re.IGNORECASE,
        )
        self._before = re.compile(
            rf"\b(?P<role>(?:(?!the\b|our\b|their\b|a\b|an\b|and\b|by\b|of\b)[a-z/-]+\s+){{0,2}}"
            rf"(?:{nouns}|[A-Z]{{2,4}})),?\s+$"
        )

    def of(self, text: str, spans: Sequence[tuple[int, int]]) -> dict[str, str]:
        """Give "the <role>" for each name with a role beside it, and for the parts of the name."""
        roles: dict[str, str] = {}
        for start, end in spans:
            after = self._after.match(text[end : end + 80])
            before = self._before.search(text[max(0, start - 60) : start])
            if found := after or before:
                name = text[start:end]
                for key in (name, *name.split()):
                    roles.setdefault(key, f"the {_lower(found['role'])}")
        return roles


def _lower(role: str) -> str:
    words = " ".join(role.split()).split(" ")
    return " ".join(w if _ACRONYM.fullmatch(w) else w.lower() for w in words)
