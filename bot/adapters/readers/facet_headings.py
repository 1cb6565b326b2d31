"""Which facet a heading opens, in the words of the template and in those that others use."""

import re

from bot.domain.story import Facet

# the headings of knowledge/_template.md: what stands under them is sorted, not inferred
_TEMPLATE = {
    "in short": Facet.IN_SHORT,
    "situation": Facet.SITUATION,
    "problem": Facet.PROBLEM,
    "opportunity": Facet.PROBLEM,
    "what they tried": Facet.ATTEMPTS,
    "what turned it": Facet.TURNING_POINT,
    "people": Facet.PEOPLE,
    "outcome": Facet.OUTCOME,
    "lessons": Facet.LESSONS,
    "questions they wish they had asked": Facet.QUESTIONS,
    "how it was noticed": Facet.NOTICED,
    "how they found out": Facet.FOUND_OUT,
    "who was missing": Facet.MISSING,
    "what they feared": Facet.FEARED,
    "how they decided": Facet.DECIDED,
    "not for": Facet.NOT_FOR,
    "a year on": Facet.LATER,
    "as told": Facet.AS_TOLD,
    "product notes": Facet.PRODUCT_NOTES,
}
_OTHERS = {
    Facet.PRODUCT_NOTES: r"products?|(?:our|about the) (?:products?|solution|platform|tool)"
    r"|product (?:notes?|details?|features)|how our \w+ helped",
    Facet.SITUATION: r"situations?|background|context|setting|starting point|history"
    r"|(?:how|where) (?:it|we|they|things) (?:started|began|stood)|who (?:they|we) are"
    r"|about (?:us|the )?(?:company|customer|client|organi[sz]ation|team)",
    Facet.PROBLEM: r"problems?|problem statement|challenges?|opportunit(?:y|ies)|issues?"
    r"|pain points?|needs?|what went wrong|what was (?:the problem|wrong)",
    Facet.ATTEMPTS: r"attempts?|(?:first|early|failed|earlier) attempts?|workarounds?"
    r"|approach(?:es)?|what (?:we|they|i|was|had been|they had|we had) tried"
    r"|what (?:didn.?t|did not|hadn.?t|had not) work(?:ed)?",
    Facet.TURNING_POINT: r"turning points?|solutions?|fix(?:es)?|resolution|breakthrough"
    r"|what (?:worked|changed|helped|turned things|made the difference|fixed it)",
    Facet.PEOPLE: r"people involved|who was involved|stakeholders?|team|who(?: was there)?",
    Facet.OUTCOME: r"outcomes?|results?|how it ended|where (?:we|they) are (?:now|today)|ending",
    Facet.LESSONS: r"lessons? ?learn(?:ed|t)|learnings?|take ?aways?|retrospective|advice"
    r"|what (?:we|they|i)(?:.ve| have)? learn(?:ed|t)"
    r"|what (?:we|they|i)(?:.d| would) do differently",
    Facet.QUESTIONS: r"questions?(?: to ask)?|what to ask"
    r"|what (?:we|they|i) wish(?:ed)? (?:we|they|i) had (?:asked|known)"
    r"|questions (?:we|i) wish (?:we|i) had asked",
    Facet.NOTICED: r"how (?:we|they|i|it was|was it) (?:noticed|detected|discovered|spotted)"
    r"|detection|first signs?",
    Facet.FOUND_OUT: r"how (?:we|i) found out|root causes?(?: analysis)?|causes?|diagnosis"
    r"|investigation|findings?|what (?:we|they|i) found|contributing factors?|checks?",
    Facet.MISSING: r"missing|who (?:wasn.?t|was not|were not|hadn.?t been) (?:there|asked|heard)",
    Facet.FEARED: r"fears?|worries|concerns|risks?|what (?:we|i|people) feared",
    Facet.DECIDED: r"decisions?|how (?:we|i) decided"
    r"|(?:how|why) (?:we|they|i) (?:chose|picked)\b.*"
    r"|why (?:we|they|i) decided\b.*",
    Facet.NOT_FOR: r"who (?:is )?this is(?:n.?t| not) for|limits|limitations"
    r"|when (?:this|it) (?:would|does|will)(?:n.?t| not) (?:help|work|apply)|when not to\b.*",
    Facet.LATER: r"(?:(?:a|one|two|three|\d+) (?:years?|months?)|six months) (?:on|later|after)"
    r"|(?:one |a )?year(?:s)? (?:on|later)|later|afterwards",
}
_LENIENT = re.compile("|".join(f"(?P<{facet}>{words})" for facet, words in _OTHERS.items()))
_LONGEST_HEADING = 60
_LEADING = re.compile(r"^(?:\W|\d+(?:[.)]|\b))+")
_FILLER = re.compile(r"^(?:the|our|their|my|key|main|some|a few|business|customer|client)\s+")
_PARTS = re.compile(r"\s*(?::|\s[-–—]\s|/|&|\s+and\s+)\s*")  # noqa: RUF001 - dashes are meant


def facet_of(heading: str) -> tuple[Facet, bool] | None:
    """Give the facet that a heading opens, and whether that was inferred."""
    words = heading.lower().replace("\u2019", "'").split()
    plain = _LEADING.sub("", " ".join(words)).rstrip(" .:?!…")
    if plain in _TEMPLATE:
        return _TEMPLATE[plain], False
    first = _PARTS.split(plain)[0]
    if first in _TEMPLATE:
        return _TEMPLATE[first], True
    return next(((f, True) for name in _variants(plain, first) if (f := _lenient(name))), None)


def names_facet(line: str) -> bool:
    """Say whether a line of text is a heading: short, no sentence, and the name of a facet."""
    plain = line.strip(" #*=_")
    if not plain or len(plain) > _LONGEST_HEADING or plain.endswith((".", ",", ";")):
        return False
    return facet_of(plain) is not None


def rest_of(heading: str) -> str:
    """Give what a heading says after its colon."""
    _, colon, rest = heading.partition(":")
    return rest.strip() if colon else ""


def opens_opportunity(heading: str) -> bool:
    """Say whether a heading calls what the story began with an opportunity."""
    return bool(re.search(r"\bopportunit(?:y|ies)\b", heading.lower()))


def _variants(plain: str, first: str) -> tuple[str, ...]:
    return plain, first, _FILLER.sub("", plain), _FILLER.sub("", first)


def _lenient(name: str) -> Facet | None:
    found = _LENIENT.fullmatch(name)
    return Facet(found.lastgroup) if found and found.lastgroup else None
