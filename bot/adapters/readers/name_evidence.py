"""What stands beside a capitalised word and says that it is a person's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.adapters.readers.capital_words import APOSTROPHES, DASHES
from bot.adapters.readers.name_lexicon import NameLexicon

_BEFORE, _AFTER = 60, 90  # characters that are looked at
_SIGNED = re.compile(rf"(?:^|[\n\"”.!?])\s*[{DASHES}-]{{1,2}}\s*$")
_AFTER_SIGNED = re.compile(r"\s*(?:,|\n|$|\()")
_COMPANY = re.compile(
    r",?\s+(?:&|and Sons|and Co\b|Inc|Ltd|LLC|LLP|GmbH|AG\b|AB\b|SA\b|Corp|Co\b|PLC|BV\b|NV\b|SpA"
    r"|Oy\b|A/S|SE\b|KG\b|Pty|Foundation|Institute|University|School|Hospital|Award|Act\b|Avenue"
    r"|Bridge|Building|Centers?\b|Centres?\b|Airport|Hall\b|Partners|Associates)"
)
_NO_NAME_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|San|Santa|Saint|St\.?|Los|Las|Fort|Mount|Lake|Port|New|North|South|East"
    r"|West|Project|Operation|Hurricane|Camp|Team|Bay|Hall|Dock|Plant|Line|Ward|Room|Option|Plan"
    r"|Part|Type|Class|Grade|Section|Vitamin|Building|Site|Shift|Zone|Unit|Phase|Version|MT|MV|MS"
    r"|SS|HMS|[Bb]oat|[Ss]hip|[Vv]essel|[Ff]erry|[Tt]ug)\s$"
    r"|[@#/\\_]$"
)
_TIME_OR_PLACE_BEFORE = re.compile(
    r"\b(?:in|until|till|by|since|last|next|of|early|late|mid|this|every|each|at|near|to|from|via"
    r"|before|after|during|between|through)[ -]$",
    re.IGNORECASE,
)
_IS_A_VERB = re.compile(r"\s+(?:the|we|it|this|that|they|you|i|he|she|be|not|there|these|your)\b")
_WHO = re.compile(r",\s+who(?:se)?\b")
_WORKS_AT = re.compile(r"\bat\s$")
_GOES_ON = re.compile(r" (?!I\b)[^\W\d_a-z][^\W\d_A-Z]{2,}")
_MY_NAME = re.compile(r"\b(?:[Mm]y name is|calls? (?:her|him))\s+$")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n\"”'\u2019])\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands before and after some words."""

    before: str
    after: str


def place_of(text: str, start: int, end: int) -> Place:
    """Cut out what stands beside a span."""
    return Place(text[max(0, start - _BEFORE) : start], text[end : end + _AFTER])


class NameEvidence:
    """Patterns made from the lexicon's roles and verbs."""

    def __init__(self, lexicon: NameLexicon) -> None:
        every, only_people = lexicon.roles, set(lexicon.roles) - lexicon.firms
        said, acts = _any(lexicon.said), _any(lexicon.said | lexicon.acts)
        self._role_before = re.compile(rf"\b(?:{_any(every)}),?\s+$", re.IGNORECASE)
        self._staff_before = re.compile(
            rf"\b(?:(?:the|our|a|an|his|her|my|their|your|its|old|one|new)\s+(?:[\w/-]+\s+){{0,3}}?"
            rf"|[\w-]+\s+)(?:{_any(only_people)}),?\s+$",
            re.IGNORECASE,
        )
        self._named = re.compile(rf"\b(?:{_any(every)})\s+(?:named|called)\s+$", re.IGNORECASE)
        beside = rf"(?:,|\s*\(|\s+[{DASHES}-])\s*"
        words = rf"(?:[\w&/{APOSTROPHES}-]+\s+)"
        self._role_after = re.compile(
            rf"{beside}{words}{{0,5}}?(?:{_any(every)})\b", re.IGNORECASE
        )
        self._apposition = re.compile(
            rf"{beside}(?:the|our|a|an|their|his|her|its|my|head|chief|senior)\s+{words}{{0,3}}?"
            rf"(?:{_any(only_people)})\b(?:\s+(?:of|for|at|in|on|from)\s[^,.;()]{{1,40}})?"
            rf"\s*(?:[,.;:)]|who\b|[{DASHES}-]|$)",
            re.IGNORECASE,
        )
        self._said_before = re.compile(
            rf"\b(?:{said}|according to|thanks to|(?:spoke|talked|met|chat|call) (?:to|with|w/)"
            r"|(?:led|run|headed|kept|written|signed|owned|chaired|told|drawn|managed|founded) by"
            r"|interviewed|contact|call|ask|dear|hi|hello|hey)\s+$",
            re.IGNORECASE,
        )
        self._said_after = re.compile(rf",?\s+(?:{said}|who (?:leads|led|runs|ran|heads))\b")
        self._acts_after = re.compile(
            rf"\s+(?:(?:had|has|also|then|once|never|later|only|just|simply|quietly|finally"
            rf"|still|always)\s+)?(?:{acts})\b"
        )
        rooms = _any(lexicon.departments)
        self._office = re.compile(
            rf"\s+(?:from|in|at|over in|of)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:{rooms})\b"
            rf"|\s+\((?:{rooms})\b",
            re.IGNORECASE,
        )

    def excludes(self, place: Place) -> bool:
        """Whether a company, a place or a thing is meant here."""
        return bool(_COMPANY.match(place.after) or _NO_NAME_BEFORE.search(place.before))

    def is_plain_here(self, place: Place) -> bool:
        """Whether a word that may be a name is a month, a place or a verb here."""
        return bool(_TIME_OR_PLACE_BEFORE.search(place.before) or _IS_A_VERB.match(place.after))

    def is_where(self, place: Place) -> bool:
        """Whether somebody works there."""
        return bool(_WORKS_AT.search(place.before))

    def goes_on(self, place: Place) -> bool:
        """Whether a word with a capital follows that is no name, as in "Karsten Ridge"."""
        return bool(_GOES_ON.match(place.after))

    def is_somebody(self, place: Place) -> bool:
        """Whether the text goes on with "who"."""
        return bool(_WHO.match(place.after))

    def begins(self, place: Place) -> bool:
        """Whether a sentence begins here, so that the capital says nothing."""
        return bool(_SENTENCE_BEGINS.search(place.before))

    def told(self, place: Place) -> bool:
        """Whether somebody speaks here, or is spoken to."""
        return bool(self._said_before.search(place.before) or self._said_after.match(place.after))

    def signed(self, place: Place) -> bool:
        """Whether this stands under a quotation."""
        return bool(_SIGNED.search(place.before) and _AFTER_SIGNED.match(place.after))

    def with_role(self, place: Place) -> bool:
        """Whether a role stands beside this, be it one that a company may have."""
        return bool(self._role_before.search(place.before) or self._role_after.match(place.after))

    def of_staff(self, place: Place) -> bool:
        """Whether a role that only a person has is said of this."""
        before = (self._staff_before, self._named, _MY_NAME)
        return bool(
            any(pattern.search(place.before) for pattern in before)
            or self._apposition.match(place.after)
        )

    def acts(self, place: Place) -> bool:
        """Whether this does what people do."""
        return bool(self._acts_after.match(place.after)) or self.is_somebody(place)

    def in_office(self, place: Place) -> bool:
        """Whether this works in a department."""
        return bool(self._office.match(place.after))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
