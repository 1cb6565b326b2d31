"""Making people's words safe to repeat: no live markup, no hidden characters, no question marks."""

import re

# Slack and Teams entities, and what wakes a whole room.
MARKUP = re.compile(
    r"<[!@#][^>]*>|<(?:https?|mailto|tel|javascript):[^>]*>|</?[a-z][^>]*>"
    r"|@(?:channel|here|everyone)\b|javascript:|\]\(",
    re.IGNORECASE,
)
# Zero-width and bidirectional controls can hide text or turn it round.
HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_QUESTION_MARKS = re.compile(r"\s*[?？¿؟]+")


def plain(text: str) -> str:
    """Give a person's words without live markup or hidden characters."""
    shown = HIDDEN.sub("", text)
    shown = re.sub(r"\]\(", "] (", MARKUP.sub(_unmark, shown))
    return " ".join(shown.split())


def quoted(text: str) -> str:
    """Give a person's words for quoting in a reply: plain, and never a question of ours."""
    return _QUESTION_MARKS.sub("", plain(text)).strip(" .,;:!")


def questions_in(text: str) -> int:
    """Count the questions in a text."""
    return len(re.findall(r"[?？؟]+", text))


def _unmark(found: re.Match[str]) -> str:
    """Keep a link's or mention's label, drop what makes it live."""
    label = found.group().strip("<>").rpartition("|")
    return label[2] if label[1] else ""
