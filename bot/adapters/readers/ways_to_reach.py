"""E-mail addresses and phone numbers, also as people write them to hide them from machines."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

Span = tuple[int, int]

_AT, _DOT = r"\s?[\[({<]\s?(?:at|@)\s?[\])}>]\s?", r"\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+'-]+(?:@|{_AT})[\w-]+(?:(?:\.|{_DOT}|\sdot\s)[\w-]+)+"
    r"|(?<![\w.+-])[\w.+'-]{2,}\sat\s[\w-]+(?:\sdot\s[\w-]+)*?\sdot\s"
    r"(?:com|org|net|edu|gov|info|biz|io|eu|example|test|invalid|co(?:\sdot\s\w\w)?|[a-z]{2})\b",
    re.IGNORECASE,
)
_NO_PERSON = ("git@", "ssh@")
_DIGITS = re.compile(r"\d[\d\s().\-/\u2013]{4,}\d")
# numbers written without a country are looked for as these countries write them
_REGIONS = ("US", "GB", "DE", "FR", "NL", "IN", "AU")
_GAP = r"[ \u00a0.()/\u2013-]{0,3}"
_EXTENSION = r"(?:,? ?(?:ext|extension|x)\.? ?\d{1,5})?"
_ABROAD = re.compile(rf"(?<![\w+])\+{_GAP}[1-9](?:{_GAP}\d){{6,14}}(?!\d){_EXTENSION}")
_AT_HOME = re.compile(
    rf"(?<![\w+/.,-])(?<!\d )(?:\(0\d{{1,5}}\)|0\d{{1,5}})[ /-](?:{_GAP}\d){{5,9}}"
    rf"(?![\d.,-]*\d){_EXTENSION}"
    rf"|(?<![\w+/.,-])\(?[2-9]\d\d\)?[ .-]{{1,2}}\d{{3}}[ .-]\d{{4}}(?![\d.,-]*\d){_EXTENSION}"
)
_AFTER_CUE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|handy|fax|whats ?app|sms|hotline|dial|ring|call"
    r"|text|number is|reach \w+|direct line|extension)\b[ .:]{0,3}"
    r"(?:(?:me|us|her|him|them|on|at|is|no|number|or)\b[ .:]{0,2}){0,3}"
    rf"(?P<number>\(?\d(?:{_GAP}\d){{5,13}})(?![\d,]*\d)(?! ?%)",
    re.IGNORECASE,
)
_NUMBER_OF_A_THING = re.compile(
    r"(?:\b(?:orders?|invoices?|tickets?|case|part|article|item|batch|serial|ref|reference"
    r"|account|iban|no|nos|nr|id|isbn|version|room|policy|claim|contract|code|sku)\.?:? ?"
    r"|[#\u20ac$\u00a3])$",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 9


def emails(text: str) -> Iterator[Span]:
    """Give the spans of e-mail addresses."""
    for match in _EMAIL.finditer(text):
        if not match.group().startswith(_NO_PERSON):
            yield match.span()


def phones(text: str) -> Iterator[Span]:
    """Give the spans of phone numbers; they may overlap."""
    if not _DIGITS.search(text):
        return
    yield from _in_use(text)
    # not all numbers that people write are in use: those in examples never are
    for cued in _AFTER_CUE.finditer(text):
        yield cued.span("number")
    for pattern in (_ABROAD, _AT_HOME):
        for found in pattern.finditer(text):
            digits = sum(map(str.isdigit, found.group()))
            before = text[max(0, found.start() - 14) : found.start()]
            if digits >= _FEWEST_DIGITS and not _NUMBER_OF_A_THING.search(before):
                yield found.span()


def _in_use(text: str) -> Iterator[Span]:
    for region in _REGIONS:
        # grouping as people of that country write it: an order number has none
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.STRICT_GROUPING):
            if re.search(r"[\s().+\-/]", match.raw_string):
                yield match.start, match.end
