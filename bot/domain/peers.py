"""Rules for a talk with a customer who went through it: on consent of both, and without a name."""

import re
from collections.abc import Sequence
from dataclasses import replace

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


def introduced(move: Move, told: Sequence[Told], s: Situation) -> Move:
    """Settle it once it is known whose customer is willing; a person of ours, where none is."""
    if not told:
        return replace(move, line="peer_none", awaits=PERSON, peer="")
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
