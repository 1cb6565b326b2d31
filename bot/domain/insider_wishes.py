"""What one of the vendor's people wants beyond stories: to prepare, or to share a story."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.open_rooms import Account
from bot.domain.room_care import wants_introduction

_PLEASE = r"(?:(?:please|pls|hey|hi|ok|can you|could you|would you|help me|help us|to)[, ]+)*"
_MEETING = (
    r"(?:meeting|call|visit|talk|conversation|chat|appointment|demo|session|workshop|review)"
)
_DAY = (
    r"(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?|next week"
    r"|this week|(?:this |tomorrow )?(?:morning|afternoon|evening))"
)
# Said so, it can mean nothing else, whatever account is named.
_ONES = r"(?:me |us |myself )?(?:for )?(?:the |my |our |a )?(?:next |first )?"
_SURELY = (
    rf"^{_PLEASE}/?prep\b(?P<rest>.*)$",
    rf"^{_PLEASE}prepare {_ONES}(?:{_DAY} )?{_MEETING}\b(?P<rest>.*)$",
    rf"^{_PLEASE}prepare {_ONES}{_DAY}\b(?P<rest>.*)$",
)
# Said so, it may be the matter of a story, unless an account is named.
_PERHAPS = (
    rf"^{_PLEASE}prepare (?P<rest>.+)$",
    rf"^{_PLEASE}(?:brief me|get (?:me |us )?ready|ready me)\b(?P<rest>.+)$",
    r"^(?:what (?:should|do|must) (?:i|we) (?:need to )?know|what to know)\b(?P<rest>.+)$",
)
_BRIEF = re.compile(
    rf"^{_PLEASE}(?P<sure>/brief\b|brief$|brief (?:of|on|for|about)\b)?"
    r"(?(sure)|brief\b(?! me\b| us\b))(?P<rest>.*)$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"^{_PLEASE}/?(?:share|post)\s+(?:the story\s+)?(?P<story>.+?)\s+"
    r"(?:in|into|with|to)\s+(?:the room of |room )?(?P<where>\S.*)$",
    re.IGNORECASE,
)
REQUESTS = frozenset({"requests", "who asked for a person", "who asked for me"})
HELP = frozenset(
    {"", "help", "help me", "commands", "what can you do", "what can i do", "what can i do here"}
)
REVIEW, GAPS = "review", "gaps"
_FOR_THE_ASKER = re.compile(
    rf"^{_PLEASE}(?:/?stories|(?:find|show|search)\b.*\bstories|/brief|brief (?:me|us|of|on))\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:with|at|from|about|for|on|before)\b", re.IGNORECASE)
_ASIDE = re.compile(rf"\b(?:{_DAY}|next|this|the|my|our|a|\d[\w:.]*|{_MEETING})\b", re.IGNORECASE)
_ENDS = " \t\n.,:;!?\"'\u201c\u201d\u2018\u2019()"


@dataclass(frozen=True, slots=True)
class Preparing:
    """A rep wants to be prepared for the account that they `named`.

    `sure` says that nothing else can be meant.
    """

    said: str
    named: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """A rep wants to show a story in a room; both as they called them."""

    story: str
    where: str


def preparing(text: str) -> Preparing | None:
    """Hear the wish to be prepared for a meeting."""
    straight = " ".join(text.replace("\u2019", "'").split())
    for patterns, sure in ((_SURELY, True), (_PERHAPS, False)):
        for pattern in patterns:
            found = re.match(pattern, straight, re.IGNORECASE)
            if found:
                return Preparing(found["rest"], _name(found["rest"]), sure)
    return None


def briefing(text: str) -> Preparing | None:
    """Hear the wish for what an account has said."""
    found = _BRIEF.match(" ".join(text.replace("\u2019", "'").split()))
    if found is None:
        return None
    return Preparing(found["rest"], _name(found["rest"]), sure=bool(found["sure"]))


def account_named(text: str, accounts: Sequence[Account]) -> Account | None:
    """Give the account whose name or id stands in a text, the longest of those that do."""
    by_name = {name: a for a in accounts for name in (a.id, a.name)}
    found = named_in(text, by_name)
    return by_name[found] if found else None


def sharing(text: str) -> Sharing | None:
    """Hear the wish to show a story in a room."""
    found = _SHARE.match(" ".join(text.split()))
    if found is None:
        return None
    return Sharing(found["story"].strip(_ENDS), found["where"].strip(_ENDS))


def as_command(text: str) -> str:
    """Give the bare words of what may be a command."""
    return text.strip().lower().rstrip("?.!").removeprefix("/")


def for_the_asker(text: str) -> bool:
    """Say whether words can only be meant for whoever of the vendor's people wrote them."""
    straight = " ".join(text.split())
    wish = preparing(straight)
    brief = briefing(straight)
    sure = any(w.sure for w in (wish, brief) if w) or sharing(straight) is not None
    command = as_command(straight) in {*REQUESTS, REVIEW, GAPS} or wants_introduction(straight)
    return sure or command or bool(_FOR_THE_ASKER.match(straight))


def named_in(text: str, names: Iterable[str]) -> str:
    """Give the longest of these names that stands in a text as whole words, else nothing."""
    said = f" {_plain(text)} "
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return next((n for n in longest_first if f" {_plain(n)} " in said), "")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['\u2019]s\b", "", text).casefold()))


def _name(rest: str) -> str:
    """Give what an account was called: what stands behind the last "with", days left out."""
    pieces = [_ASIDE.sub(" ", piece) for piece in _LINK.split(rest)]
    named = [" ".join(piece.split()).strip(_ENDS) for piece in pieces]
    return next((name for name in reversed(named) if name), "")
