"""What a question says of whose story it wants: an industry, a size, a role, an ending.

A wish moves a story up among its equals. It never hides a better match: the story of a baker may
be what a bank needs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.story import Outcome, Story
from bot.domain.text import words
from bot.domain.trade_words import DOUBTFUL, ROLES, TRADE_OF

NUDGE = 0.08  # of what stories are ordered by, for each wish that is met; equals differ by less
_HEADCOUNT = re.compile(
    r"\b(\d[\d,. ]{0,8}\d|\d+)\s*(?:-\s*)?(?:people|employees|staff|heads|person|fte)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d[\d,.]*)\s*(?:-|\u2013|to)\s*(\d[\d,.]*)")
_SMALL, _LARGE = (1, 250), (1_000, 10_000_000)
_SIZES = {
    _SMALL: r"(?:small|tiny|little)\s+(?:firm|company|business|team|shop|outfit|organi[sz]ation)s?"
    r"|start-?ups?|smes?|mid-?sized?|family\s+(?:firm|business)|mom.and.pop",
    _LARGE: r"(?:large|big|huge|global)\s+(?:firm|company|group|corporation|organi[sz]ation)s?"
    r"|enterprises?|multinationals?|corporates?",
}
# Who is asked for, before how it ended: "anyone who gave up", "stories that failed".
_ASKS = (
    r"\b(?:any(?:one|body)|who|some(?:one|body)|others?|stor(?:y|ies)|examples?|cases?|customers?"
    r"|compan(?:y|ies)|firms?|people|those|did\s+it)\b[^.?!]{0,60}?\b"
)
_ENDINGS: Mapping[str, tuple[str, frozenset[Outcome]]] = {
    "they gave it up": (
        (
            r"(?:gave\s+(?:it\s+)?up|given\s+up|give\s+up|giving\s+up|abandon\w*|walked\s+away"
            r"|called\s+it\s+off|pulled\s+the\s+plug|decided?\s+(?:against|not\s+to)|did\s+nothing"
            r"|stopped|dropped\s+(?:it|the)|cancel\w*)"
        ),
        frozenset({Outcome.STOPPED, Outcome.FAILED}),
    ),
    "it did not work": (
        (
            r"(?:fail\w*|went\s+wrong|backfired|flopped|regret\w*"
            r"|(?:did\s*n.?t|did\s+not|never)\s+(?:work|help|succeed|pay\s+off))"
        ),
        frozenset({Outcome.FAILED, Outcome.PARTLY, Outcome.STOPPED}),
    ),
    "it worked": (
        r"(?:succe(?:ss|ed)\w*|worked(?:\s+out)?|pulled\s+it\s+off|made\s+it\s+work|got\s+it\s+right)",
        frozenset({Outcome.SUCCEEDED}),
    ),
}
_ENDING = {
    said: (re.compile(_ASKS + cue, re.IGNORECASE), ends) for said, (cue, ends) in _ENDINGS.items()
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that is asked of a story, with the words for having it and for not having it."""

    kind: str  # industry | size | role | ending
    met: str
    unmet: str
    trades: frozenset[str] = frozenset()
    size: tuple[int, int] = (0, 0)
    role: str = ""
    endings: frozenset[Outcome] = frozenset()


def wishes_in(text: str) -> tuple[Wish, ...]:
    """Give the wishes that a question states."""
    return (*_industries(text), *_sizes(text), *_roles(text), *_endings(text))


def is_met(wish: Wish, story: Story) -> bool:
    """Say whether a story is as wished; one that does not say is not."""
    if wish.kind == "industry":
        about = words(f"{story.industry} {story.shown_as}")
        return any(TRADE_OF.get(word) in wish.trades for word in about)
    if wish.kind == "size":
        size = _range_of(story.size)
        return size is not None and size[0] <= wish.size[1] and wish.size[0] <= size[1]
    if wish.kind == "role":
        return any(wish.role in words(role) for role in story.roles)
    return story.outcome in wish.endings


def _industries(text: str) -> Iterator[Wish]:
    asked = words(text)
    placed = {b for a, b in pairwise(asked) if a in ("in", "a", "an", "from")}
    trades = {
        TRADE_OF[word]
        for word in asked
        if word in TRADE_OF and (word not in DOUBTFUL or word in placed)
    }
    if trades:
        named = " or ".join(sorted(trades))
        yield Wish("industry", f"in {named}", f"not in {named}", trades=frozenset(trades))


def _sizes(text: str) -> Iterator[Wish]:
    if found := _HEADCOUNT.search(text):
        people = _number(found[1])
        yield _size(people // 3, people * 3, f"about {people:,} people")
        return
    for size, pattern in _SIZES.items():
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield _size(*size, "small" if size == _SMALL else "large")


def _size(lowest: int, highest: int, said: str) -> Wish:
    return Wish(
        "size", f"of that size ({said})", f"not of that size ({said})", size=(lowest, highest)
    )


def _roles(text: str) -> Iterator[Wish]:
    if found := re.search(
        r"\b(?:as|for|i'?m|from)\s+(?:a|an|the)\s+(?:\w+\s+)?(\w+)\b", text.lower()
    ):
        role = found[1]
        if role in ROLES:
            yield Wish("role", f"told with a {role} in it", f"without a {role} in it", role=role)


def _endings(text: str) -> Iterator[Wish]:
    for said, (pattern, endings) in _ENDING.items():
        if pattern.search(text):
            yield Wish("ending", said, f"not one where {said}", endings=endings)
            return


def _range_of(size: str) -> tuple[int, int] | None:
    if found := _RANGE.search(size):
        return _number(found[1]), _number(found[2])
    if found := re.search(r"\d[\d,.]*", size):
        return _number(found[0]), _number(found[0])
    return None


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written) or 0)
