"""Tracing a sentence: the cheapest way to read its telling words off a source, one after another.

Each word that the source has is laid on one of the places where it stands there. A step from one
word to the next costs nothing within a sentence of the source, in its order. Steps elsewhere cost
something, so that the trace shows where a sentence was put together from what does not belong
together: one person's deed given to another, another thing's number, a cause that is none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial

from bot.domain.apart import Apart, Word, all_apart
from bot.domain.text import words

Place = tuple[int, int]  # sentence of the source, telling word in it


class Step(Enum):
    """How a sentence gets from one of its words to the next; the value is what it costs.

    Costs only order the ways: what is amiss is judged by the steps of the cheapest one. Where the
    nearest sentence contradicts, that has to show, so it costs less than to go elsewhere.
    """

    FOLLOWS = 0.0  # as in the source, or its first word
    BACK = 0.01  # as in the source, but against its order
    ANEW_NEAR = 0.05  # another clause, from the sentence before or after
    ANEW = 0.15  # another clause, from elsewhere
    UNCAUSED = 0.4  # another clause as a cause or condition, and the source has it elsewhere
    REFERS = 0.2  # the same clause, from the next sentence, which speaks of "her" or "it"
    NEAR = 0.6  # the same clause, from the sentence before or after
    TURNED = 0.61  # the other way round about a verb: who did it, and to whom
    FAR = 1.2  # the same clause, from elsewhere
    PARTED = 1.25  # a number that is another thing's in the source


_UNREAL = 0.2  # what a word costs that the source does not tell as a fact, as the sentence does
_NOWHERE: Place = (-1, -1)
_BINDS = frozenset(words("because so due thanks therefore hence before after once if"))
_CAUSES = frozenset(words("because so due thanks therefore hence"))
_CAUSED = frozenset(words("because since so due reason why cause caused therefore as"))
_RELATES = frozenset(words("who which that whose whom where"))
_JOINS = frozenset(words("and but or yet nor"))
_SHORTLY = 3  # telling words
_REFERS = frozenset(words("he she they it this these those"))
_DATES = frozenset(words("later earlier"))


@dataclass(frozen=True, slots=True)
class Traced:
    """A telling word with the place it was read off, and how one gets there."""

    n: int  # among the sentence's telling words
    place: Place
    step: Step


@dataclass(frozen=True, slots=True)
class Trace:
    """A sentence laid on its source. `new` are telling words that the source does not have."""

    sentence: Apart
    source: Sequence[Apart]
    read: tuple[Traced, ...]
    new: tuple[int, ...]

    @property
    def used(self) -> list[int]:
        """The source's sentences that it was read off, in their order."""
        return sorted({traced.place[0] for traced in self.read})

    @property
    def length(self) -> int:
        """How many telling words it has, without light verbs."""
        return len(self.read) + len(self.new)

    @property
    def clauses(self) -> Sequence[Sequence[int]]:
        """Its telling words by the clauses that may come from different places."""
        telling = [n for n, word in enumerate(self.sentence.telling) if not word.light]
        found: list[list[int]] = []
        for n in telling:
            if not found or _pair(self.sentence, found[-1][-1], n).parted:
                found.append([])
            found[-1].append(n)
        return found

    def count(self, *steps: Step) -> int:
        """Count steps of some kinds."""
        return sum(traced.step in steps for traced in self.read)


def trace(sentence: Apart, source: str) -> Trace:
    """Lay a sentence on its source at the least cost."""
    places, parts = _places(source), all_apart(source)
    telling = [n for n, word in enumerate(sentence.telling) if not word.light]
    known = [n for n in telling if sentence.telling[n].stem in places]
    new = tuple(n for n in telling if sentence.telling[n].stem not in places)
    columns: list[_Column] = []
    for last, n in zip((None, *known), known, strict=False):
        step = _first if last is None else partial(_step, _pair(sentence, last, n), parts)
        before = columns[-1] if columns else {_NOWHERE: _Reached(0.0, Step.FOLLOWS, _NOWHERE)}
        here = {
            place: unreal(sentence, n, parts, place) for place in places[sentence.telling[n].stem]
        }
        columns.append({place: _reach(place, cost, before, step) for place, cost in here.items()})
    return Trace(sentence, parts, _walked(known, columns), new)


@dataclass(frozen=True, slots=True)
class _Reached:
    cost: float
    step: Step
    before: Place


_Column = Mapping[Place, _Reached]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two telling words of a sentence, the one read after the other."""

    last: Word
    word: Word
    passive: bool  # the sentence
    parted: bool  # another clause begins between them, which may come from elsewhere
    bound: bool  # what begins there is bound to what was before: a cause, a condition
    causal: bool
    numbered: bool  # one is a number, or the first is what a number counts
    counts: bool  # a number and what it counts
    compares: bool  # "than" stands between them


def _pair(sentence: Apart, last: int, n: int) -> _Pair:
    one, other = sentence.telling[last], sentence.telling[n]
    between = set(sentence.pieces[one.place + 1 : other.place])
    parted = _is_parted(one, other, between)
    opened = sentence.pieces[0] in _BINDS and one.clause == 1
    return _Pair(
        one,
        other,
        passive=sentence.passive,
        parted=parted,
        bound=parted and (opened or bool(between & _BINDS)),
        causal=bool(between & _CAUSES),
        numbered=one.number or other.number or sentence.is_unit(last),
        counts=one.number and sentence.is_unit(n),
        compares="than" in between,
    )


def _is_parted(one: Word, other: Word, between: set[str]) -> bool:
    if one.clause == other.clause:
        return bool(between & _DATES)
    return not between & _RELATES or bool(between & _JOINS)


def unreal(sentence: Apart, n: int, source: Sequence[Apart], place: Place) -> float:
    """Give what it costs that a source's word is of a wish, a belief or advice, told as a fact."""
    part, clause = source[place[0]], sentence.telling[n].clause
    if clause in sentence.supposed or (part.advises and sentence.advises):
        return 0.0
    supposed = part.telling[place[1]].clause in part.supposed or part.advises
    return _UNREAL * (supposed or (part.believes and not sentence.believes))


def _first(_at: Place, _to: Place) -> Step:
    return Step.FOLLOWS


def _reach(
    place: Place, cost: float, before: _Column, step: Callable[[Place, Place], Step]
) -> _Reached:
    ways = (
        _Reached(reached.cost + cost + (way := step(at, place)).value, way, at)
        for at, reached in before.items()
    )
    return min(ways, key=lambda reached: (reached.cost, reached.before))


def _walked(known: Sequence[int], columns: Sequence[_Column]) -> tuple[Traced, ...]:
    """Go back from where the last word was reached at the least cost."""
    found: list[Traced] = []
    place = min(columns[-1], key=lambda p: (columns[-1][p].cost, p)) if columns else _NOWHERE
    for n, column in zip(reversed(known), reversed(columns), strict=True):
        found.append(Traced(n, place, column[place].step))
        place = column[place].before
    return tuple(reversed(found))


def _step(pair: _Pair, source: Sequence[Apart], at: Place, to: Place) -> Step:
    if at[0] == to[0]:
        return _step_within(pair, source[at[0]], at[1], to[1])
    beside = abs(at[0] - to[0]) == 1
    if pair.bound:
        caused = not pair.causal or _is_caused(source[at[0]]) or _is_caused(source[to[0]])
        return Step.ANEW_NEAR if beside and caused else Step.UNCAUSED
    if pair.parted:
        return Step.ANEW_NEAR if beside else Step.ANEW
    if pair.counts:
        return Step.PARTED
    if at[0] + 1 == to[0] and _refers(source[to[0]], to[1]):
        return Step.REFERS
    return Step.NEAR if beside else Step.FAR


def _step_within(pair: _Pair, part: Apart, at: int, to: int) -> Step:
    if pair.compares and to < at:
        return Step.TURNED
    if pair.parted:
        uncaused = pair.causal and not _is_caused(part)
        return Step.UNCAUSED if uncaused else Step.FOLLOWS
    others = part.telling[at + 1 : to]
    if pair.numbered and any(word.number for word in others):
        return Step.PARTED
    if pair.counts:
        return Step.FOLLOWS if abs(to - at) == 1 else Step.PARTED
    return _against_order(pair, part, at, to) if to < at else Step.FOLLOWS


def _against_order(pair: _Pair, part: Apart, at: int, to: int) -> Step:
    """Tell who may have got another's deed. "Done by her" may say what "she did" says."""
    if pair.numbered or pair.passive is not part.passive:
        return Step.FOLLOWS
    laid_on = (pair.last, pair.word, part.telling[at], part.telling[to])
    return Step.TURNED if any(word.past for word in laid_on) else Step.BACK


def _refers(part: Apart, n: int) -> bool:
    """Whether a sentence speaks of the one before it, shortly ahead of this telling word."""
    start = part.telling[n - _SHORTLY].place if n >= _SHORTLY else 0
    return any(piece in _REFERS for piece in part.pieces[start : part.telling[n].place])


def _is_caused(part: Apart) -> bool:
    return any(word in _CAUSED for word in part.pieces)


@lru_cache(maxsize=32)
def _places(source: str) -> Mapping[str, Sequence[Place]]:
    """Find where each telling word of a source stands."""
    found: dict[str, list[Place]] = {}
    for number, part in enumerate(all_apart(source)):
        for n, word in enumerate(part.telling):
            found.setdefault(word.stem, []).append((number, n))
    return found
