"""Making words safe to repeat: no live markup, no hidden characters, no question marks."""

import re

# Slack and Teams entities, and what wakes a whole room.
MARKUP = re.compile(
    r"<[!@#][^<>]*>|<(?:https?|mailto|tel|javascript):[^<>]*>|</?[a-z][^<>]*>"
    r"|(?<!\w)[@\uff20](?:channel|here|everyone)\b|javascript:(?=\S)|\]\(",
    re.IGNORECASE,
)
_LIVE_PIECES = re.compile(r"[<>@\uff20]|javascript:|\]\(", re.IGNORECASE)
# Controls, zero-width and bidirectional marks, fillers and tags can hide text or turn it round.
# The joiner inside an emoji is none of them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
_ASKING = "?\uff1f\u061f\u037e\u2047-\u2049\u203d\u2753\u2754\u2e2e\ufe56"
_QUESTION = re.compile(f"[{_ASKING}][{_ASKING}!]*")
_DOUBLE_QUOTES = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_QUESTION_MARKS = re.compile(f"[{_ASKING}\u00bf][{_ASKING}\u00bf!]*")


def plain(text: str) -> str:
    """Give a person's words without live markup or hidden characters."""
    shown = MARKUP.sub(_unmark, HIDDEN.sub("", text))
    if MARKUP.search(shown):
        # What stood round a piece that was cut out has joined into markup again.
        shown = _LIVE_PIECES.sub(" ", shown)
    return " ".join(shown.split())


def without_question_marks(text: str) -> str:
    """Give a text without question marks of any script."""
    return _QUESTION_MARKS.sub("", text)


def quoted(text: str) -> str:
    """Give a person's words for quoting in a reply: plain, and never a question of ours.

    Quotation marks of their own become single ones, so that ours still show where it ends.
    """
    inner = _DOUBLE_QUOTES.sub("'", plain(without_question_marks(text)))
    return inner.strip(" .,;:!")


def questions_in(text: str) -> int:
    """Count the questions in a text."""
    return len(_QUESTION.findall(text))


def _unmark(found: re.Match[str]) -> str:
    """Keep a link's or mention's label, drop what makes it live."""
    if found.group() == "](":
        return "] ("
    label = found.group().strip("<>").rpartition("|")
    return label[2] if label[1] else ""
