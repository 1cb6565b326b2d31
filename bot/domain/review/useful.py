"""What makes a story useful to another buyer: five things, told by facets and plain signs."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.domain.review.notices import Notice
from bot.domain.story import Facet, Story
from bot.domain.text import sentences

USEFULNESS = "usefulness"  # the field of advice


class Use(StrEnum):
    """What another buyer can do with a story."""

    CHECK = "check"  # something to do on Monday
    NOT_FOR = "not_for"  # why it may not be you
    WRONG = "wrong"  # somebody was wrong
    DISAGREEMENT = "disagreement"  # and what settled it
    OUR_PART = "our_part"  # what the vendor did


_FACETS: Mapping[Use, tuple[Facet, ...]] = {
    Use.CHECK: (Facet.FOUND_OUT,),
    Use.NOT_FOR: (Facet.NOT_FOR,),
    Use.OUR_PART: (Facet.PRODUCT_NOTES,),
}
_WANTED: Mapping[Use, str] = {
    Use.CHECK: "What can be checked on Monday? Write a count or a test that anyone can do.",
    Use.NOT_FOR: "For whom would this not work? Write that under ## When this would not help.",
    Use.WRONG: "Who was wrong, and about what? Write what they had believed at first.",
    Use.DISAGREEMENT: "Who disagreed, and what settled it? Write both views and what ended it.",
    Use.OUR_PART: "What did we do in it? Write `our_part:` none, advice or product.",
}


def _any_of(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(signs), re.IGNORECASE)


_SIGNS: Mapping[Use, re.Pattern[str]] = {
    Use.CHECK: _any_of(
        r"\b(?:we|they|i|she|he|somebody|someone)\s+(?:\w+\s+){0,2}?(?:counted|timed|measured|tallied"
        r"|weighed|sampled|compared|walked|followed|listed|wrote down|noted|laid|pulled|traced)\b",
        r"\b(?:for|over)\s+(?:one|two|three|a|\d+)\s+(?:days?|weeks?|months?|shifts?)\b[^.]{0,60}"
        r"\b(?:counted|noted|wrote|timed|tally|list|sheet|log)",
        r"\b(?:go|take|count|ask|pull|measure|time|write down|look at|stand|walk|list|compare)\b"
        r"[^.]{0,60}\b(?:your|yourself|the last|last \w+|a week|one day|where)\b",
        r"\b\d+\s+(?:out\s+)?of\s+(?:the\s+)?(?:last\s+|first\s+)?\d+\b",
    ),
    Use.NOT_FOR: _any_of(
        r"\b(?:would|will|does|did|may|might)\s*(?:n['\u2019]t| not)\s+(?:have\s+)?"
        r"(?:help|work|suit|fit|pay|apply)",
        r"\b(?:not for|no use to|wrong for|no sense for|only works? (?:if|when|where|for))\b",
        r"\bif you(?:r|['\u2019]re| have| are)?\b[^.]{0,60}\b(?:not|no|leave|skip|waste)\b",
        r"\bunless (?:you|your|there)\b",
    ),
    Use.WRONG: _any_of(
        r"\b(?:was|were|had been|proved|been)\s+(?:quite\s+|all\s+|completely\s+|simply\s+)?"
        r"(?:wrong|mistaken)\b",
        r"\b(?:turned out|it emerged|in fact|in truth|actually)\b",
        r"\b(?:thought|believed|assumed|blamed|supposed|was sure|were sure|swore|was convinced"
        r"|were convinced|expected|suspected)\b[^.]{0,140}"
        r"(?:\bbut\b|\byet\b|\buntil\b|\bnot\b|\.\s+(?:but|it|yet|in fact)\b)",
        r"\bwas (?:never|not) the (?:problem|cause|reason|trouble|fault)\b",
    ),
    Use.DISAGREEMENT: _any_of(
        r"\b(?:disagree\w*|argued?|arguing|quarrel\w*|dispute\w*|objected|refused|opposed|insisted"
        r"|resisted|against it|pushed back|vetoed|fought|row between|would not hear|threatened)\b",
    ),
    Use.OUR_PART: _any_of(
        r"\b(?:our|the (?:vendor|supplier)['\u2019]s?)\s+(?:product|platform|software|tool"
        r"|consultants?|engineers?|people|team|advice|part)\b[^.]{0,80}\b(?:did|was|were|came|helped"
        r"|had no|played|set up|made|only)\b",
        r"\b(?:we|the vendor) (?:sold|advised|supplied|installed|did nothing|had no part)\b",
    ),
}


def useful_in(text: str) -> dict[Use, bool]:
    """Say which of the five a plain text has."""
    said = sentences(text)
    pairs = [" ".join(said[n : n + 2]) for n in range(len(said))]
    return {use: any(_SIGNS[use].search(pair) for pair in pairs) for use in Use}


def useful(story: Story) -> dict[Use, bool]:
    """Say which of the five a story has, by its facets, its front matter or its text."""
    signs = useful_in("\n".join(story.facets.values()))
    written = {use: any(story.facets.get(f) for f in facets) for use, facets in _FACETS.items()}
    written[Use.OUR_PART] = written[Use.OUR_PART] or bool(story.our_part.strip())
    return {use: signs[use] or written.get(use, False) for use in Use}


def useful_notices(found: Mapping[Use, bool]) -> list[Notice]:
    """Advise on what lacks; none of it holds a story back."""
    return [Notice(USEFULNESS, _WANTED[use]) for use in Use if not found[use]]
