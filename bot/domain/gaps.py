"""Gaps: questions that no story fitted, what is kept of them, and grouping them by problem."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import Audience, Place, Role, Room

LONGEST_WORDS = 500  # characters of a question that are kept
ALL_ACCOUNTS = "*"

# Words that ask whether others had it: shared by questions that have nothing else in common.
_ASKING = re.compile(
    r"\b(?:has|have|had|did|does|do|is there|are there|was there)\s+"
    r"(?:any ?(?:one|body)|some ?(?:one|body)|others|other \w+)\b(?:\s+(?:else|ever|also))*"
    r"(?:\s+(?:had|have|has|seen|met|solved|fixed|found|(?:who )?went through))?"
    r"(?:\s+(?:trouble|problems?|issues?|the same|this|that))?(?:\s+(?:with|of|like))?\W*"
    r"|\bany (?:story|stories|examples?|cases?) (?:about|of|on|with)(?: that)?\W*"
    r"|\bwho else (?:had|has)\W*"
    r"|\bhow did (?:other \w+|others) (?:deal with|solve|handle) (?:it|this|that)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that no story fitted. `words` are empty where they are not to be kept.

    `nearest` is the story that came nearest and `set_aside` those that this room had seen or waved
    away. `id` is 0 until it is stored.
    """

    at: datetime
    role: Role
    audience: Audience
    account: str
    conversation_id: str
    words: str = ""
    language: str = ""
    nearest: str = ""
    score: float = 0.0
    set_aside: frozenset[str] = frozenset()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """How a gap was closed: by a story, or for a reason."""

    at: datetime
    story_id: str = ""
    why: str = ""


def may_keep_words(room: Room, role: Role, without_words: Collection[str]) -> bool:
    """Say whether the words of a question may be kept for the content owners. Fails closed.

    A buyer's words only from a room that the vendor's people read anyway, and only of an account
    that is known and did not forbid it. What is said in private, on the open shelf or in a room of
    unknown kind was said to nobody else.
    """
    if ALL_ACCOUNTS in without_words or room.account in without_words:
        return False
    if role is Role.PROSPECT:
        return room.place is Place.SHARED and bool(room.account)
    return room.private


def matter_of(words: str) -> str:
    """Give what a question is about, without the words that only ask for others' experience."""
    return _ASKING.sub("", words).strip() or words


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps about one problem. The first is the most central: it names the group."""

    gaps: tuple[Gap, ...]

    @property
    def central(self) -> Gap:
        """The gap that stands for all of them."""
        return self.gaps[0]

    @property
    def accounts(self) -> int:
        """How many accounts asked; a rep's own search is no account's."""
        return len({g.account for g in self.gaps if g.account and g.role is Role.PROSPECT})

    @property
    def first(self) -> datetime:
        """When it was first asked."""
        return min(g.at for g in self.gaps)

    @property
    def last(self) -> datetime:
        """When it was last asked."""
        return max(g.at for g in self.gaps)

    def asked_by(self, role: Role) -> int:
        """Count the questions of people in this role."""
        return sum(g.role is role for g in self.gaps)


def by_problem(gaps: Sequence[Gap], near: Mapping[int, Collection[int]]) -> list[GapGroup]:
    """Group gaps by problem, the most asked first. `near` says by id which others are near.

    The gap with the most neighbours takes them as its group, then the next among those left: the
    clustering that chemists call Butina's. The order of the gaps does not matter, and each member
    is near to the one that names the group. Where words are withheld the nearest story groups.
    """
    worded = {gap.id: gap for gap in gaps if gap.words}
    groups = [GapGroup(tuple(worded[i] for i in ids)) for ids in _stars(set(worded), near)]
    withheld: dict[str, list[Gap]] = {}
    for gap in sorted(gaps, key=lambda g: g.id):
        if not gap.words:
            withheld.setdefault(gap.nearest, []).append(gap)
    groups += [GapGroup(tuple(some)) for some in withheld.values()]
    return sorted(groups, key=lambda g: (-len(g.gaps), -g.last.timestamp(), g.central.id))


def _stars(left: set[int], near: Mapping[int, Collection[int]]) -> Iterator[tuple[int, ...]]:
    """Give each group as its centre and the neighbours of it that no group before it took."""
    around = {i: left.intersection(near.get(i, ())) - {i} for i in left}
    while around:
        centre = min(around, key=lambda i: (-len(around[i]), i))
        members = sorted(around[centre])
        yield centre, *members
        for taken in (centre, *members):
            for other in around.pop(taken):
                if other in around:
                    around[other].discard(taken)
