"""A question made ready for searching: what leads in is left off, the rest cut into its points."""

import re

from bot.domain.clauses import clauses

_MOST_POINTS = 6
_SHORTEST = 4  # words of a point; less says too little by itself

# How colleagues ask on a buyer's behalf. It is about the asking, not about the matter.
_WHO = r"(?:(?:a|the|my|our|this)\s+)?(?:prospect|buyer|customer|client|lead|account)"
_LEAD_IN = re.compile(
    rf"^\s*(?:{_WHO}\s+(?:just\s+|here\s+)?(?:told\s+(?:me|us)|says?|said|asks?|asked|wants?\s+to\s+know)"
    r"(?:\s+that)?\s*[:,]?\s+"
    r"|(?:(?:i\s+)?(?:need|want|show\s+me|looking\s+for|do\s+we\s+have|have\s+we\s+got|got|is\s+there|any)\s+)?"
    r"(?:(?:a|an|any|some|good)\s+)*(?:references?|stor(?:y|ies)|examples?|cases?)\s+"
    rf"(?:for|about|of|on|where|with)\s+(?:(?:someone|{_WHO})\s+)?(?:(?:who\s+says?|saying|with)\s+)?"
    r"|(?:which|what)\s+stor(?:y|ies)\s+fits?\s*[:,]?\s+"
    r"|who\s+can\s+(?:i|we)\s+(?:name|mention|cite)(?:\s+here)?\s*[?:,]\s*(?:buyer\s*:\s*)?)",
    re.IGNORECASE,
)


def matter_of(text: str) -> str:
    """Give a question without what leads in to it: "prospect just told me: ..."."""
    left = _LEAD_IN.sub("", text, count=1).strip()
    return left or text.strip()


def points_of(matter: str) -> list[str]:
    """Cut a question into the points that it makes; empty where it makes but one."""
    found: list[str] = []
    for clause in clauses(matter):
        for piece in re.split(r",\s+", clause):
            if found and len(piece.split()) < _SHORTEST:
                found[-1] = f"{found[-1]}, {piece}"
            else:
                found.append(piece)
    return found[:_MOST_POINTS] if len(found) > 1 else []
