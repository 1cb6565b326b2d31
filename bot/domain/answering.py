"""What one of the vendor's people says to answer a buyer's wish, or to link an account's rooms."""

import re
from dataclasses import dataclass

_ANSWER = re.compile(
    r"^/?(?:i(?:['\u2019]?ll| will)? (?:answer|take (?:it|that|this))|take it)\b"
    r"(?:\s+(?:for|to)?\s*(?P<account>\S.*?))?[\s.]*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^/?(?P<cut>un)?link\s+(?:the\s+)?(?:account\s+)?(?P<account>\S.*?)[\s.]*$", re.IGNORECASE
)
LONGEST_ACCOUNT = 100


@dataclass(frozen=True, slots=True)
class Linking:
    """Wishes of an account are to go to this room, or no longer (`cut`)."""

    account: str
    cut: bool


def answering(text: str) -> str | None:
    """Hear "I'll answer" and give the account that is named, "" for none; None for other words."""
    found = _ANSWER.match(" ".join(text.split()))
    return None if found is None else (found["account"] or "").strip()


def linking(text: str) -> Linking | None:
    """Hear that an account is to be linked to this room."""
    found = _LINK.match(" ".join(text.split()))
    if found is None or len(found["account"]) > LONGEST_ACCOUNT:
        return None
    return Linking(found["account"].strip("\"'\u201c\u201d"), bool(found["cut"]))
