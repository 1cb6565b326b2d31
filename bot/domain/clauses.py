"""Cutting a message into clauses: the pieces that each say one thing."""

import re

from bot.domain.text import sentences

MOST_CLAUSES = 60  # of a message; what comes after is kept by the room, not by the notes
_SHORTEST = 3  # words on either side of a cut

# Where a new thing begins inside a sentence. The cut is before the joining word, or behind a colon
# that leads in. What "because of" and "since March" begin says nothing by itself.
_JOIN = re.compile(
    r"\s*[;\u2013\u2014]\s+|\s+-\s+|(?<=\w{3}):\s+"
    r"|,?\s+(?=(?:but|because(?! of\b)|so that|although|though|whereas|while)\s)"
    r"|,?\s+(?=since\s+(?:we|they|i|he|she|it|you|nobody|everyone|there|people)\s)"
    r"|,?\s+(?=and\s+(?:we|i|they|he|she|it|the|our|my|nobody|everyone|now|then|if)\s)"
    r"|,\s+(?=(?:we|i|they|he|she|it|the|our|my|nobody|everyone|if|no one)\s)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:@[\w.-]+|(?:and|but|so|then|also|plus|well|h+m+|u[hm]+|erm?|ok|okay|hi|hey|hello|honestly|frankly|btw|imo"
    r"|imho|fwiw|good (?:morning|afternoon|evening)|to be (?:honest|fair)|if you ask me"
    r"|in my (?:opinion|view))\b|(?:no|yes|yeah|yep|right|sure|look|sorry)(?=[,.:]))[\s,.:]*",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """Give the clauses of a text: exact substrings, in order, without a leading and or but."""
    found: list[str] = []
    for sentence in sentences(text):
        found += _pieces(sentence)
        if len(found) >= MOST_CLAUSES:
            break
    trimmed = [_LEAD.sub("", piece).strip() for piece in found[:MOST_CLAUSES]]
    return [piece for piece in trimmed if any(c.isalnum() for c in piece)]


def clause_spans(text: str) -> list[tuple[int, int]]:
    """Give where the clauses of a text stand, from and to, in characters."""
    found, start = [], 0
    for clause in clauses(text):
        at = text.index(clause, start)
        found.append((at, at + len(clause)))
        start = at + 1
    return found


def _pieces(sentence: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for join in _JOIN.finditer(sentence):
        before, after = sentence[start : join.start()], sentence[join.end() :]
        if min(len(before.split()), len(after.split())) >= _SHORTEST:
            pieces.append(before)
            start = join.end()
    return [*pieces, sentence[start:]]
