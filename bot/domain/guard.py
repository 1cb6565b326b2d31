"""The guard: what every draft has to pass before any of it is shown, whoever worded it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.bearing import Alike
from bot.domain.draft import Draft, Part, PartKind
from bot.domain.grounding import Sources, borne_out, unlike
from bot.domain.plain import HIDDEN, MARKUP, questions_in, quoted, without_question_marks
from bot.domain.spellings import other_spellings, spelled, stands_in
from bot.domain.text import sentences

PRODUCT_TALK = 0.5  # scores at and above are product talk


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one reply is held against.

    `cleared` maps the ids of the shown stories to the text that these readers may read.
    `secrets` are names behind them. `supplied` is what this room itself said. `alike`
    and `own` (our lines of this turn) are for what a model has worded.
    """

    limit: int
    question: str
    gate_open: bool
    asks: bool  # the move's own line asks, so one question mark is in order
    cleared: Mapping[str, str]
    secrets: frozenset[str]
    supplied: str
    product_talk: Callable[[str], float]
    personal_data: Callable[[str], Sequence[str]]
    alike: Alike = unlike
    own: str = ""

    @property
    def sources(self) -> Sources:
        """What a language model's wording has to be borne out by."""
        return Sources(self.cleared, self.supplied, self.own)


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong, and with which part; a part of -1 is the whole."""

    rule: str
    part: int


def violations(draft: Draft, bounds: Bounds) -> list[Violation]:
    """Give all that keeps a draft from being shown."""
    found = [
        Violation(rule, n)
        for n, part in enumerate(draft.parts)
        for rule, broken in _PART_RULES.items()
        if broken(part, bounds)
    ]
    text = draft.text
    if len(text) > bounds.limit:
        found.append(Violation("too_long", -1))
    others = text.replace(bounds.question, "", 1) if bounds.question else text
    if questions_in(others) > int(bounds.asks):
        found.append(Violation("questions", -1))
    return found


def breaks(text: str, bounds: Bounds) -> bool:
    """Say whether a card's text breaks a rule; cards have limits of their own for length."""
    part = Part(PartKind.HEARD, text)
    return any(broken(part, bounds) for broken in _PART_RULES.values())


def mend(draft: Draft, bounds: Bounds) -> Draft:
    """Leave out the parts that break a rule, then sentences from the end until it fits."""
    bad = {v.part for v in violations(draft, bounds)}
    kept = [n for n in range(len(draft.parts)) if n not in bad]
    while len(_only(draft, kept).text) > bounds.limit:
        loose = [n for n in kept if draft.parts[n].kind in (PartKind.STORY, PartKind.HEARD)]
        if not loose:
            break
        kept.remove(loose[-1])
    parts = _without_empty_promises(draft, kept).parts
    return Draft(tuple(p if p.kind is PartKind.QUESTION else _no_question(p) for p in parts))


def _only(draft: Draft, kept: Sequence[int]) -> Draft:
    return Draft(tuple(draft.parts[n] for n in kept))


def _without_empty_promises(draft: Draft, kept: Sequence[int]) -> Draft:
    """Leave out a "here it is:" or a bullet where what was to follow is gone."""
    left: list[int] = []
    for n in reversed(kept):
        promises = draft.parts[n].text.rstrip().endswith((":", "•"))
        if not promises or _is_kept(draft, n, left[0] if left else None):
            left.insert(0, n)
    return _only(draft, left)


def _is_kept(draft: Draft, n: int, after: int | None) -> bool:
    if n + 1 == len(draft.parts):
        return True
    return after is not None and draft.parts[after].kind is draft.parts[n + 1].kind


def _no_question(part: Part) -> Part:
    if part.own or not questions_in(part.text):
        return part
    return replace(part, text=without_question_marks(part.text))


def _is_product_talk(part: Part, bounds: Bounds) -> bool:
    if bounds.gate_open or part.own or part.kind is PartKind.FACT:
        return False
    return bounds.product_talk(_without_own_words(part.text, bounds)) >= PRODUCT_TALK


def _without_own_words(text: str, bounds: Bounds) -> str:
    """Leave out what is quoted from this very room: a buyer may speak of tools as they like."""
    supplied = _fold(quoted(bounds.supplied))

    def kept(found: re.Match[str]) -> str:
        return "" if _fold(found[1].rstrip("…")) in supplied else found[0]

    return re.sub(r'"([^"]+)"', kept, text)


def _is_unfounded(part: Part, bounds: Bounds) -> bool:
    """A claim about a customer is a whole sentence of what these readers may read of it.

    What was worded anew is borne out by it, and every other worded sentence by its own source.
    """
    if part.worded:
        return not borne_out(part, bounds.sources, bounds.alike)
    if part.kind is not PartKind.STORY:
        return False
    cleared = {_claim(s) for s in sentences(bounds.cleared.get(part.story_id, ""))}
    claims = {_claim(s) for s in sentences(part.text)}
    return not claims or not claims <= cleared


def _is_another_question(part: Part, bounds: Bounds) -> bool:
    return part.kind is PartKind.QUESTION and part.text.strip() != bounds.question


def _names_a_customer(part: Part, bounds: Bounds) -> bool:
    """A name as it is written, or in another spelling that the shown text does not have.

    A customer called Boxes is named by "Boxes", not by the boxes of its story.
    """
    said, names = spelled(part.text), [spelled(name) for name in bounds.secrets]
    if any(stands_in(name, said) for name in names):
        return True
    shown = " ".join(map(spelled, bounds.cleared.values()))
    others = (f.group() for name in names for f in other_spellings(name).finditer(said))
    return not part.own and any(not stands_in(other, shown) for other in others)


def _has_personal_data(part: Part, bounds: Bounds) -> bool:
    if part.own or part.kind is PartKind.FACT:
        return False
    supplied = _fold(bounds.supplied).lower()
    found = (_fold(data).lower() for data in bounds.personal_data(part.text))
    return any(not stands_in(data, supplied) for data in found)


def _has_markup(part: Part, bounds: Bounds) -> bool:
    del bounds
    return bool(MARKUP.search(part.text) or HIDDEN.search(part.text))


def _claim(sentence: str) -> str:
    return _fold(without_question_marks(sentence)).rstrip(".!\u2026 ")


def _fold(text: str) -> str:
    return " ".join(text.split())


_PART_RULES: Mapping[str, Callable[[Part, Bounds], bool]] = {
    "product_talk": _is_product_talk,
    "unfounded": _is_unfounded,
    "another_question": _is_another_question,
    "customer_named": _names_a_customer,
    "personal_data": _has_personal_data,
    "markup": _has_markup,
}
