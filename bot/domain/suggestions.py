"""Answers that can be pressed. Each can be typed as well: pressing one is writing its label."""

from bot.domain.events import Press
from bot.domain.hand_over import SAID_NO, SAID_YES, TAKE, HandOver, Wish
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import CONFIRM, PASS, PEER, PERSON, WORTH
from bot.domain.reply import Suggestion
from bot.domain.sharing import SHARE

LABELS: dict[str, str] = {
    "yes": "Yes, that's right",
    "no": "No, not quite",
    "post": "Yes, post it",
    "introduce": "Yes, ask them",
    "person": "Ask a person",
    "pass": "Pass my notes on",
    "send": "Yes, send it",
    "worth_yes": "Yes, it was",
    "worth_no": "No, it was not",
    "worth_stop": "Don't ask me that",
    "skip": "Skip this one",
    "story": "More stories like this",
    "notes": "Show my notes",
    "think": "What should we think about?",
    TAKE: "I'll answer",
    SAID_YES: "They said yes",
    SAID_NO: "They said no",
}

TYPED: dict[Press, str] = {
    Press.NOT_LIKE_US: "That's not like us",
    Press.SHOW_BRIEF: LABELS["notes"],
    Press.PERSON: LABELS["person"],
}


_ANSWERS: dict[str, tuple[str, ...]] = {
    CONFIRM: ("yes", "no"),
    SHARE: ("post", "no"),
    PEER: ("introduce", "no"),
    PERSON: ("person", "no"),
    PASS: ("send", "no"),
    WORTH: ("worth_yes", "worth_no", "worth_stop"),
}


def suggestions_for(move: Move) -> tuple[Suggestion, ...]:
    """Give the few answers that fit what is being asked or offered."""
    return tuple(Suggestion(key, LABELS[key]) for key in _keys(move))


def _keys(move: Move) -> tuple[str, ...]:
    if move.also == "pass_offered":
        return ("pass",)
    if move.awaits in _ANSWERS:
        return _ANSWERS[move.awaits]
    if move.line in ("more_choices", "one_word"):
        return ("story", "notes", "think", "person")
    if move.kind in (MoveKind.WELCOME, MoveKind.NO_STORY):
        return ("think",)
    return ("skip",) if move.question else ()


def beside(hand_over: HandOver) -> tuple[Suggestion, ...]:
    """Give what the vendor's people can press beside a buyer's wish; it carries the wish's id."""
    if hand_over.wish is Wish.NOTES:
        return ()
    keys = (TAKE, SAID_YES, SAID_NO) if hand_over.wish is Wish.PEER else (TAKE,)
    return tuple(Suggestion(f"{key}/{hand_over.id}", LABELS[key]) for key in keys)


def typed(press: Press, target: str) -> str | None:
    """Give what a press would read if it were typed; None where it is no answer in words."""
    if press is Press.SUGGESTION:
        return LABELS.get(target)
    return TYPED.get(press)
