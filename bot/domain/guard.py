"""The guard: what every draft has to pass before any of it is shown, whoever worded it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.draft import Draft, Part, PartKind
from bot.domain.plain import HIDDEN, MARKUP, questions_in

PRODUCT_TALK = 0.5  # scores at and above are product talk


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one reply is held against.

    `cleared` maps the ids of the shown stories to the text that these readers may read.
    `secrets` are names behind them. `supplied` is what this room itself said.
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
    if questions_in(text) > int(bool(bounds.question) or bounds.asks):
        found.append(Violation("questions", -1))
    return found


def mend(draft: Draft, bounds: Bounds) -> Draft:
    """Leave out the parts that break a rule, then sentences from the end until it fits."""
    bad = {v.part for v in violations(draft, bounds)}
    parts = [p for n, p in enumerate(draft.parts) if n not in bad]
    while len(Draft(tuple(parts)).text) > bounds.limit:
        loose = [n for n, p in enumerate(parts) if p.kind in (PartKind.STORY, PartKind.HEARD)]
        if not loose:
            break
        del parts[loose[-1]]
    return Draft(tuple(p if p.kind is PartKind.QUESTION else _no_question(p) for p in parts))


def _no_question(part: Part) -> Part:
    if part.own or not questions_in(part.text):
        return part
    return replace(part, text=re.sub(r"[?？؟]+", "", part.text))


def _is_product_talk(part: Part, bounds: Bounds) -> bool:
    if bounds.gate_open or part.own or part.kind is PartKind.FACT:
        return False
    return bounds.product_talk(part.text) >= PRODUCT_TALK


def _is_unfounded(part: Part, bounds: Bounds) -> bool:
    """A claim about a customer has to stand in what these readers may read of that story."""
    if part.kind is not PartKind.STORY:
        return False
    cleared = _fold(bounds.cleared.get(part.story_id, ""))
    return _fold(part.text).rstrip(".") not in cleared


def _names_a_customer(part: Part, bounds: Bounds) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part.text) for name in bounds.secrets)


def _has_personal_data(part: Part, bounds: Bounds) -> bool:
    if part.own or part.kind is PartKind.FACT:
        return False
    return any(found not in bounds.supplied for found in bounds.personal_data(part.text))


def _has_markup(part: Part, bounds: Bounds) -> bool:
    del bounds
    return bool(MARKUP.search(part.text) or HIDDEN.search(part.text))


def _fold(text: str) -> str:
    return " ".join(text.split())


_PART_RULES: Mapping[str, Callable[[Part, Bounds], bool]] = {
    "product_talk": _is_product_talk,
    "unfounded": _is_unfounded,
    "customer_named": _names_a_customer,
    "personal_data": _has_personal_data,
    "markup": _has_markup,
}
