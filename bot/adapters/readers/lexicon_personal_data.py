"""Personal data in prose: e-mail addresses, phone numbers, names of people."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from bot.adapters.readers.name_lexicon import load_lexicon
from bot.adapters.readers.person_names import PersonNames
from bot.adapters.readers.person_roles import PersonRoles
from bot.ports.library import Finding

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]+(?:@|\s?[\[(]at[\])]\s?)[\w-]+(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]+)+",
    re.IGNORECASE,
)
_NO_PERSON = ("git@", "ssh@")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().\-/–]{5,}\d")  # noqa: RUF001 - the dash is meant
# numbers written without a country are looked for as these countries write them
_REGIONS = ("US", "GB", "DE", "FR", "NL", "IN", "AU")
_MAIL_LEFT_OUT = "(e-mail left out)"
_PHONE_LEFT_OUT = "(phone number left out)"


class LexiconPersonalData:
    """Finds personal data by patterns and word lists; no model, no network."""

    def __init__(self) -> None:
        lexicon = load_lexicon()
        self._names = PersonNames(lexicon)
        self._roles = PersonRoles(lexicon)

    def find(self, text: str) -> Sequence[Finding]:
        """Give what was found, in order, without overlaps."""
        found: list[Finding] = []
        every = chain(_emails(text), _phones(text), self._people(text))
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


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        if not match.group().startswith(_NO_PERSON):
            yield Finding("email", match.group(), match.start(), _MAIL_LEFT_OUT)


def _phones(text: str) -> Iterator[Finding]:
    if not _DIGITS.search(text):
        return
    for region in _REGIONS:
        # grouping as people of that country write it: an order number has none
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.STRICT_GROUPING):
            if _is_phone(match):
                yield Finding("phone", match.raw_string, match.start, _PHONE_LEFT_OUT)


def _is_phone(match: phonenumbers.PhoneNumberMatch) -> bool:
    """A bare row of digits is more often an order, a date or a case number."""
    return bool(re.search(r"[\s().+\-/]", match.raw_string))
