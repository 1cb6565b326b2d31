"""Rules for passing notes on: a page to look at first, then a yes. Nothing goes by itself."""

import re

from bot.domain.brief import Brief, Field
from bot.domain.heard import Assent
from bot.domain.moves import Move, MoveKind
from bot.domain.passed import Passing
from bot.domain.remember import PASS
from bot.domain.situation import Situation

_NOTES = r"(?:notes?|page|brief|summary|what i (?:said|wrote))"
_MINE = r"(?:all (?:of )?)?(?:my|the|our|these|those)"
_NOT_ME = r"(?!(?:me|us|myself|my|our|the|these|those|on|over|along)\b)"
_SOMEONE = rf"(?:on|along|over|to {_NOT_ME}\w+|to the|with (?:that|the|my) request)"
_WISHES = (
    rf"\bpass(?: on| along)? (?:{_MINE} )?(?:{_NOTES}|these|those)\b",
    rf"\b(?:send|forward|hand|give|share) (?:on )?{_MINE} {_NOTES} (?:too )?{_SOMEONE}\b",
    rf"\b(?:send|hand|give) {_NOT_ME}(?:(?:the|a|your|that) )?\w+ {_MINE} {_NOTES}\b",
    rf"\b(?:{_MINE} )?{_NOTES} (?:should|may|can|could|shall) go along\b",
    rf"\blet (?:{_MINE} )?{_NOTES} go along\b",
)
_WISH = re.compile("|".join(_WISHES), re.IGNORECASE)
SEND = "yes, send it"  # which can mean nothing else, whatever was asked in between
_WITHOUT = re.compile(
    r"^(?:please\s+)?(?:without|leave out|take out|drop|remove|not|minus|except|all but)\b"
    r"(?:\s+(?:the\s+)?(?:lines?|numbers?|points?|no\.?))?\s+(?P<numbers>\d[\d\s,;&and]*)\W*$",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"^(?P<name>times?|background|language)\s*(?::|=|are|is)\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def wants_to_pass(text: str) -> bool:
    """Say whether these words ask to pass notes on to the vendor's people.

    To oneself or to colleagues notes go as a file: that is another wish.
    """
    return bool(_WISH.search(" ".join(text.split())))


def is_of_passing(passing: Passing | None, text: str) -> bool:
    """Say whether words are about the page: such words are no notes themselves."""
    about = passing is not None and all(_WITHOUT.match(p) or _EXTRA.match(p) for p in _lines(text))
    return about or wants_to_pass(text)


def pass_on(s: Situation) -> Move | None:
    """Show what would be passed on, before anything is."""
    if not wants_to_pass(s.text):
        return None
    return _preview(Passing(s.speaker), s.conversation.brief, first=True)


def answer_preview(s: Situation) -> Move | None:
    """Change the page, send it on a yes, drop it on a no; whoever else writes changes nothing."""
    passing, brief = s.conversation.passing, s.conversation.brief
    if passing is None or passing.who != s.speaker:
        return None
    if changed := _changed(passing, s.text, brief):
        return _preview(changed, brief)
    sends = s.text.strip(" .").casefold() == SEND
    if not sends and (s.conversation.awaits != PASS or s.heard.assent is Assent.NONE):
        return None
    if not sends and s.heard.assent is Assent.NO:
        return Move(MoveKind.RESPECT_DECLINE, line="cancel_ok")
    if passing.has_changed(brief):  # by an edited message, which has no answer of its own
        return _preview(passing, brief)
    values = {"when": f"{s.now:%d %B %Y}"}
    return Move(MoveKind.HAND_OVER, line="passed_on", values=values, passing=passing)


def _changed(passing: Passing, text: str, brief: Brief) -> Passing | None:
    """Leave out the lines that are named, and add what is written; None for other words."""
    if not is_of_passing(passing, text) or wants_to_pass(text):
        return None
    for line in _lines(text):
        if left_out := _WITHOUT.match(line):
            numbers = [int(n) for n in re.findall(r"\d{1,4}", left_out["numbers"])]
            passing = passing.without(numbers, brief)
        elif extra := _EXTRA.match(line):
            name = extra["name"].lower()
            passing = passing.adding("times" if name == "time" else name, extra["text"].strip())
    return passing


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] or [text]


def _preview(passing: Passing, brief: Brief, *, first: bool = False) -> Move:
    entries = passing.of(brief)
    if not entries and not passing.extras.any:
        line = "pass_nothing" if first else "pass_no_line"
        return Move(MoveKind.SHOW_BRIEF, line=line, passing=None if first else passing)
    colleagues = any(e.field is Field.STAKEHOLDERS for e in entries)
    return Move(
        MoveKind.SHOW_BRIEF,
        line="pass_preview" if first else "pass_preview_again",
        also="pass_names_others" if colleagues else "",
        attach=(PASS,),
        awaits=PASS,
        passing=passing.shown(brief),
    )
