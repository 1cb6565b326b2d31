"""Whether a source bears out a sentence: what is amiss, by plain rules and by its meaning.

The thresholds were chosen on two thirds of the stories in `training/examples/grounding.jsonl`, so
that hardly a sentence passes that is not borne out, at the price of true ones that are refused.
`python -m training.measure_grounding` tells how many, on the other third.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import groupby, islice

from bot.domain.apart import Apart, Word, take_apart
from bot.domain.text import words
from bot.domain.tracing import Step, Trace, Traced, trace, unreal
from bot.domain.word_forms import OPPOSITES, stem

ALIKE = 0.55  # likeness in meaning, cosine, to the sentences it was read off
ALIKE_SAID = 0.7  # the same, to what a buyer said
NEW = 1  # telling words that the source does not have
NEW_SHARE = 0.34  # share of such words
NEW_IN_CLAUSE = 0.5  # the same within a clause
BACK = 1  # how often a clause may go back within a sentence of its source
VERY_ALIKE = 0.85  # with this, a long sentence may be put together a little
SCATTERED = 0.125  # share of its telling words that may then be read off elsewhere

Alike = Callable[[str, Sequence[str]], float]


class Amiss(StrEnum):
    """What keeps a sentence from being borne out."""

    NUMBER = "number"  # one that is not there, or is another thing's
    NAME = "name"
    QUOTE = "quote"
    NEW = "new"  # words that are not there
    SCATTERED = "scattered"  # put together from what does not belong together
    TURNED = "turned"  # done by another
    CAUSE = "cause"
    UNREAL = "unreal"  # a wish, a belief or advice, told as a fact
    DENIAL = "denial"  # one lost or made up
    OPPOSITE = "opposite"  # "rose" where the source has "fell"
    SCOPE = "scope"  # "all", "most" or "never" of what was not all, most or never
    PART = "part"  # some of these, told as if of all
    MEANING = "meaning"


_ALL = frozenset(words("all every everyone everybody everything always"))
_MOST = frozenset(words("most mostly usually often"))
_NONE = frozenset(words("no nobody none nothing never"))
_SCOPES = {word: kind for kind in (_ALL, _MOST, _NONE) for word in kind if word != "no"}
_SAYS = frozenset(map(stem, words("say said mention tell told write wrote describe")))
_QUOTED = re.compile('["\u201c]([^"\u201c\u201d]+)["\u201d]')
_NAME = re.compile(r"(?<=[\w,;:)] )(?:[A-Z][\w&'\u2019-]*[a-z\d][\w&'\u2019-]*|[A-Z]{2,})")
_I = re.compile(r"I['\u2019]")


def is_borne_out(sentence: str, source: str, alike: Alike, *, loosely: bool = True) -> bool:
    """Say whether nothing is amiss with a sentence, held against its source."""
    return next(amiss(sentence, source, alike, loosely=loosely), None) is None


def amiss(sentence: str, source: str, alike: Alike, *, loosely: bool = True) -> Iterator[Amiss]:
    """Find what is amiss with a sentence, the cheap to find first.

    Loosely, a new word may stand in it, and a long one may be put together a little: of a story.
    What a buyer said is too short for that.
    """
    laid = trace(take_apart(sentence), source)
    rules = _RULES if loosely else _RULES | _STRICT_RULES
    yield from (kind for kind, is_so in rules.items() if is_so(laid, source))
    likeness = alike(sentence, read_off(laid))
    if likeness < (ALIKE if loosely else ALIKE_SAID):
        yield Amiss.MEANING
    allowed = SCATTERED * laid.length if loosely and likeness >= VERY_ALIKE else 0
    if laid.count(Step.FAR, Step.NEAR) > allowed:
        yield Amiss.SCATTERED


def read_off(laid: Trace) -> list[str]:
    """Give the sentences that one was read off: each, and all together."""
    used = [laid.source[n].text for n in laid.used]
    return [*used, " ".join(used)] if len(used) > 1 else used


def _has_other_numbers(laid: Trace, _source: str) -> bool:
    made_up = any(laid.sentence.telling[n].number for n in laid.new)
    return made_up or laid.count(Step.PARTED) > 0


def _has_other_names(laid: Trace, source: str) -> bool:
    folded = source.lower()
    return any(name.lower() not in folded for name in names_in(laid.sentence.text)) or (
        0 in laid.new and _opens_with(laid.sentence)
    )


def _has_other_quotes(laid: Trace, source: str) -> bool:
    said = _folded(source)
    return any(_folded(quote) not in said for quote in _QUOTED.findall(laid.sentence.text))


def _has_other_words(laid: Trace, _source: str) -> bool:
    if not laid.read or len(laid.new) > min(NEW, NEW_SHARE * laid.length):
        return True
    elsewhere = {traced.n for traced in laid.read if traced.step is Step.ANEW}
    return any(
        _count_new(laid, clause) > NEW_IN_CLAUSE * len(clause) * elsewhere.isdisjoint(clause)
        for clause in laid.clauses
    )


def _has_any_other_word(laid: Trace, _source: str) -> bool:
    return any(laid.sentence.telling[n].stem not in _SAYS for n in laid.new)


def _count_new(laid: Trace, clause: Sequence[int]) -> int:
    return sum(n in laid.new for n in clause)


def _is_turned(laid: Trace, _source: str) -> bool:
    back = {traced.n for traced in laid.read if traced.step is Step.BACK}
    often = any(len(back.intersection(clause)) > BACK for clause in laid.clauses)
    return often or laid.count(Step.TURNED) > 0


def _opens_turned(laid: Trace, source: str) -> bool:
    """Whether the first two words of a clause, mostly who and what was done, stand reversed."""
    if _is_turned(laid, source):
        return True
    opened = groupby(laid.read, key=lambda t: laid.sentence.telling[t.n].clause)
    pairs = (list(islice(clause, 2)) for _, clause in opened)
    return any(len(pair) == 2 and _are_reversed(laid, *pair) for pair in pairs)  # noqa: PLR2004


def _are_reversed(laid: Trace, one: Traced, other: Traced) -> bool:
    counted = any(laid.sentence.telling[t.n].number for t in (one, other))
    return one.place[0] == other.place[0] and one.place > other.place and not counted


def _has_no_such_cause(laid: Trace, _source: str) -> bool:
    return laid.count(Step.UNCAUSED) > 0


def _is_unreal(laid: Trace, _source: str) -> bool:
    return any(unreal(laid.sentence, traced.n, laid.source, traced.place) for traced in laid.read)


def _denies_otherwise(laid: Trace, _source: str) -> bool:
    """Whether a clause denies what the clauses that it was read off affirm, or affirms it."""
    runs = (run for run in _runs(laid) if len(run) > 1 or run[0].step is Step.REFERS)
    return any(_is_denied_otherwise(laid, run) for run in runs)


def _denies_any_word_otherwise(laid: Trace, _source: str) -> bool:
    return any(_is_denied_otherwise(laid, run) for run in _runs(laid))


def _runs(laid: Trace) -> list[list[Traced]]:
    """Give the words that were read off together, clause by clause."""
    runs = groupby(laid.read, key=lambda t: (t.place[0], laid.sentence.telling[t.n].clause))
    return [list(run) for _, run in runs]


def _is_denied_otherwise(laid: Trace, run: Sequence[Traced]) -> bool:
    part = laid.source[run[0].place[0]]
    here = frozenset(laid.sentence.telling[traced.n].clause for traced in run)
    there = frozenset(part.telling[traced.place[1]].clause for traced in run)
    if laid.sentence.nearly_denies(here) or part.nearly_denies(there):
        return False
    return laid.sentence.denies(here) is not part.denies(there)


def _says_the_contrary(laid: Trace, _source: str) -> bool:
    said = {stem(piece) for piece in laid.sentence.pieces}
    there = {stem(piece) for n in laid.used for piece in laid.source[n].pieces}
    return any(
        said & one - there and there & other - said
        for pair in OPPOSITES
        for one, other in (pair, pair[::-1])
    )


def _goes_too_far(laid: Trace, _source: str) -> bool:
    places = [(place, word) for place, word in enumerate(laid.sentence.pieces) if word in _SCOPES]
    return any(not _is_as_wide(laid, place, _SCOPES[word]) for place, word in places)


def _is_as_wide(laid: Trace, place: int, scope: frozenset[str]) -> bool:
    """Whether what stands beside "all", "most" or "never" stands beside such a word there too."""
    telling = laid.sentence.telling
    before = [t for t in laid.read if telling[t.n].place < place][-1:]
    after = [t for t in laid.read if telling[t.n].place > place][:1]
    return any(scope & set(laid.source[t.place[0]].pieces) for t in (*before, *after))


def _tells_a_part_as_the_whole(laid: Trace, _source: str) -> bool:
    """Whether the source counts some of these ("half of all") and the sentence no longer does."""
    kept = {word.stem for word in laid.sentence.telling}
    return any(
        count.stem not in kept for count in map(partial(_counted, laid), laid.read) if count
    )


def _counted(laid: Trace, traced: Traced) -> Word | None:
    """Give the number that counts some of what a word names in the source."""
    number, n = traced.place
    telling = laid.source[number].telling
    before = telling[n - 1] if n else None
    return before if before and before.number and "of" in telling[n].lead else None


def names_in(sentence: str) -> list[str]:
    """Give what is written as a name within a sentence."""
    return [name for name in _NAME.findall(sentence) if not _I.match(name)]


def _opens_with(sentence: Apart) -> bool:
    """Whether the first telling word is the first of all: with a capital, it may be a name."""
    return bool(sentence.telling) and not sentence.telling[0].lead


def _folded(text: str) -> str:
    return " ".join(words(text))


_RULES: dict[Amiss, Callable[[Trace, str], bool]] = {
    Amiss.NUMBER: _has_other_numbers,
    Amiss.NAME: _has_other_names,
    Amiss.QUOTE: _has_other_quotes,
    Amiss.NEW: _has_other_words,
    Amiss.TURNED: _is_turned,
    Amiss.CAUSE: _has_no_such_cause,
    Amiss.UNREAL: _is_unreal,
    Amiss.DENIAL: _denies_otherwise,
    Amiss.OPPOSITE: _says_the_contrary,
    Amiss.SCOPE: _goes_too_far,
    Amiss.PART: _tells_a_part_as_the_whole,
}
_STRICT_RULES: dict[Amiss, Callable[[Trace, str], bool]] = {
    Amiss.NEW: _has_any_other_word,
    Amiss.TURNED: _opens_turned,
    Amiss.DENIAL: _denies_any_word_otherwise,
}
