"""Suggesting a check: the cheapest test that tells two causes apart, or settles a guess."""

import re

from bot.domain.brief import Certainty, Entry, Field
from bot.domain.heard import Intent
from bot.domain.moves import Move, MoveKind
from bot.domain.situation import Situation
from bot.domain.text import has_number

TWO_CAUSES, TWO_SHORT = "check_two_causes", "check_two_causes_short"
BOTH = "check_both"
GUESS, GUESS_SHORT = "check_guess", "check_guess_short"
_COUNTED = (Field.IMPACT, Field.PROBLEM)  # fields whose guesses can be counted
_BOTH = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:both|either|(?:a )?(?:bit|mix|little) of (?:each|both))\b",
    re.IGNORECASE,
)
_OTHER_WISHES = (Intent.ASK_STORY, Intent.ASK_PRODUCT, Intent.ASK_GUIDANCE, Intent.CORRECT)


def either_cause(s: Situation) -> Move | None:
    """Take "both" for an answer to two causes: the check then says how much each has of it."""
    named = s.last is not None and s.last.line in (TWO_CAUSES, TWO_SHORT)
    if not named or s.fresh or not _BOTH.search(s.text):
        return None
    return Move(MoveKind.ACKNOWLEDGE, line=BOTH, question=s.next_question())


def suggest_check(s: Situation) -> Move | None:
    """Give a check once two causes are named, or a number is a guess; each once in a talk."""
    if s.heard.wants(*_OTHER_WISHES) or not s.conversation.brief.has(Field.PROBLEM):
        return None
    return _two_causes(s) or _guess(s)


def _two_causes(s: Situation) -> Move | None:
    causes = s.conversation.brief.standing(Field.ROOT_CAUSE)
    named_now = any(e.field is Field.ROOT_CAUSE for e in s.fresh)
    if len(causes) < 2 or not named_now or s.conversation.has_said(TWO_CAUSES, TWO_SHORT):  # noqa: PLR2004 - two causes
        return None
    one, other = causes[-2:]
    if one.message == other.message:
        return None  # more likely the two halves of one cause
    if not s.may_read_back:
        return Move(MoveKind.SUGGEST_CHECK, line=TWO_SHORT)
    values = {"one": one.span, "other": other.span}
    return Move(MoveKind.SUGGEST_CHECK, line=TWO_CAUSES, values=values)


def _guess(s: Situation) -> Move | None:
    guess = next((e for e in s.fresh if _can_be_counted(e)), None)
    if (
        guess is None
        or s.starts_with == "opportunity"
        or s.conversation.has_said(GUESS, GUESS_SHORT)
    ):
        return None
    if not s.may_read_back:
        return Move(MoveKind.SUGGEST_CHECK, line=GUESS_SHORT)
    return Move(MoveKind.SUGGEST_CHECK, line=GUESS, values={"span": guess.span})


def _can_be_counted(entry: Entry) -> bool:
    counted = entry.field in _COUNTED and has_number(entry.span)
    return entry.sure is Certainty.GUESS and counted
