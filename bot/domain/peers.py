"""Rules for a talk with a customer who went through it: on consent of both, and without a name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.heard import Assent, Cue, Intent
from bot.domain.moves import Move, MoveKind, StoryWant, Told
from bot.domain.remember import PEER, PERSON
from bot.domain.situation import Situation

# Right after a story, "them" are the people in it.
_THEM = re.compile(
    r"\b(?:talk|speak|chat|meet|write|connect\w*|introduc\w+|intro|touch|contact|call)\b.{0,20}"
    r"\b(?:them|these people|those people|th(?:at|is) (?:company|group|team))\b",
    re.IGNORECASE,
)


# How often a customer is willing, as owners write it: "2 a quarter", "once a year".
_LIMIT = re.compile(
    r"(?P<count>\d+|once|one|twice|two|three|four)\b(?: times?| talks?| calls?)?\s*"
    r"(?:an?|per|every|each|in an?|/)\s*(?P<period>week|month|quarter|half[- ]year|year)\b",
    re.IGNORECASE,
)
_COUNTS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "half year": 6, "year": 12}


def allowed_since(limit: str, now: datetime) -> tuple[int, datetime] | None:
    """Give how many talks a limit allows since when; None where it is not written as a number.

    A period is that of the calendar. What cannot be read is shown to whoever is to ask.
    """
    found = _LIMIT.search(limit)
    if found is None:
        return None
    said, period = found["count"].lower(), found["period"].lower()
    count = _COUNTS.get(said) or int(said)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "week":
        return count, midnight - timedelta(days=now.weekday())
    months = _MONTHS[period]
    return count, midnight.replace(month=(now.month - 1) // months * months + 1, day=1)


def offer_peer(s: Situation) -> Move | None:
    """Asked for someone who went through it: offer an introduction, if a customer is willing."""
    if not (s.heard.has(Cue.PEER) or _means_them(s)):
        return None
    if not (s.conversation.in_order() or s.conversation.brief.standing()):
        return Move(MoveKind.OFFER_PEER, line="peer_about")
    return Move(MoveKind.OFFER_PEER, want=StoryWant(s.about))


def answer_peer(s: Situation) -> Move | None:
    """A yes has them asked, if they are still willing; a no is respected."""
    agreed = s.conversation.peer
    if s.conversation.awaits != PEER or not agreed or s.heard.assent is Assent.NONE:
        return None
    if s.heard.assent is Assent.YES:
        want = StoryWant(s.about)
        return Move(MoveKind.OFFER_PEER, line="peer_arranged", want=want, peer=agreed)
    return None if s.fresh else Move(MoveKind.RESPECT_DECLINE, line="skip_ok")


def introduced(move: Move, told: Sequence[Told], spent: Told | None, s: Situation) -> Move:
    """Settle it once it is known whose customer is willing; a person of ours, where none is.

    `spent` is one who is willing, and by their own limit is not to be asked now.
    """
    if not told:
        line = "peer_none" if spent is None else "peer_spent"
        return replace(move, line=line, awaits=PERSON, peer="")
    story = told[0].rendition
    if move.peer:
        return replace(move, kind=MoveKind.HAND_OVER, want=None)
    known = story.story_id in s.conversation.shown_ids
    return replace(
        move,
        line="peer_offered",
        values={"title": story.title},
        told=() if known else (told[0],),
        awaits=PEER,
        peer=story.story_id,
    )


def _means_them(s: Situation) -> bool:
    shown = s.last is not None and bool(s.last.story_ids)
    return shown and s.heard.wants(Intent.ASK_HUMAN) and bool(_THEM.search(s.text))
