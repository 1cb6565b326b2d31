"""Personal data in prose: e-mail addresses, phone numbers, names of people."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from bot.adapters.readers.name_lexicon import load_lexicon
from bot.adapters.readers.person_names import PersonNames
from bot.adapters.readers.person_roles import PersonRoles
from bot.adapters.readers.ways_to_reach import emails, phones
from bot.ports.library import Finding

_MAIL_LEFT_OUT = "(e-mail left out)"
_PHONE_LEFT_OUT = "(phone number left out)"
_KEPT = 500  # texts; a story is looked through for its owner, for outsiders and for what is left
_LONGEST_KEPT = 20_000  # characters


class LexiconPersonalData:
    """Finds personal data by patterns and word lists; no model, no network.

    Each text is looked through once, while it is among the last ones. Safe in several threads.
    """

    def __init__(self) -> None:
        lexicon = load_lexicon()
        self._names = PersonNames(lexicon)
        self._roles = PersonRoles(lexicon)
        self._found_lately = lru_cache(_KEPT)(self._found)

    def find(self, text: str) -> Sequence[Finding]:
        """Give what was found, in order, without overlaps."""
        found = self._found if len(text) > _LONGEST_KEPT else self._found_lately
        return list(found(text))

    def _found(self, text: str) -> Sequence[Finding]:
        found: list[Finding] = []
        every = chain(
            (Finding("email", text[a:b], a, _MAIL_LEFT_OUT) for a, b in emails(text)),
            (Finding("phone", text[a:b], a, _PHONE_LEFT_OUT) for a, b in phones(text)),
            self._people(text),
        )
        for finding in sorted(every, key=lambda f: (f.start, -len(f.text))):
            if not found or finding.start >= found[-1].start + len(found[-1].text):
                found.append(finding)
        return found

    def _people(self, text: str) -> Iterator[Finding]:
        spans = self._names.find(text)
        roles = self._roles.of(text, spans)
        for start, end in spans:
            name = text[start:end]
            yield Finding("name", name, start, roles.get(name, "a colleague"))
