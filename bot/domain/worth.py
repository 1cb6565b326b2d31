"""Whether a conversation was worth a buyer's time: asked once, a day later, in private alone.

No answer counts as no. The answer is put on record without words.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.audience import Place
from bot.domain.conversation import Conversation
from bot.domain.events import InboundEvent, Timer
from bot.domain.heard import Assent, Cue
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import WORTH
from bot.domain.situation import Situation
from bot.domain.suggestions import LABELS

AFTER = timedelta(days=1)
AT_REST, IN_PRIVATE = "worth_at_rest", "worth_in_private"  # kinds of timers
YES, NO, STOP = "yes", "no", "stop"
LEAST_TURNS = 2  # one question and its answer are no conversation yet
_TYPED = {LABELS["worth_yes"]: YES, LABELS["worth_no"]: NO, LABELS["worth_stop"]: STOP}


def resting(event: InboundEvent, now: datetime) -> tuple[Timer, ...]:
    """Set the day on which to ask, anew with each turn; once a conversation and person."""
    by_buyer = not (isinstance(event, Timer) or event.speaker.insider)
    if not by_buyer or event.room.place not in (Place.SHARED, Place.DM):
        return ()
    about = f"{event.room.channel}:{event.room.id}"
    key = f"worth:{about}:{event.speaker.id}"
    at = now + AFTER
    timer = Timer(
        key=key,
        room=event.room,
        speaker=event.speaker,
        at=at,
        kind=AT_REST,
        about=about,
    )
    return (timer,)


def why_not_ask(conversation: Conversation, who: str) -> str:
    """Say why someone is not asked about a conversation; "" where they may be."""
    said = (turn for turn in conversation.turns if turn.speaker == who and turn.text)
    own = [turn for turn in said if not turn.line.startswith("worth_")]
    if len(own) < LEAST_TURNS:
        return "it was too short to ask about"
    return why_not_now(conversation)


def why_not_now(conversation: Conversation) -> str:
    """Say why nothing is to be asked in a room at present."""
    if conversation.unasked:
        return "they do not want to be asked"
    last = conversation.turns[-1:]
    declined = any(turn.move is MoveKind.RESPECT_DECLINE for turn in last)
    return "a decline stands" if declined else ""


def asking(about: str) -> Move:
    """Ask about a conversation."""
    return Move(MoveKind.CIRCLE_BACK, line="worth_ask", awaits=WORTH, worth=about)


def answer_worth(s: Situation) -> Move | None:
    """Take the answer, pressed or typed; anything else said is no answer and is not pursued."""
    about = s.conversation.worth
    said = _TYPED.get(s.text.strip()) or (_typed(s) if s.conversation.awaits == WORTH else "")
    if not (about and said):
        return None
    line = "worth_unasked" if said == STOP else "worth_noted"
    return Move(MoveKind.ACKNOWLEDGE, line=line, worth=about, answer=said)


def _typed(s: Situation) -> str:
    if s.fresh:
        return ""
    if s.heard.has(Cue.STOP, Cue.SKIP, Cue.CANCEL):
        return STOP
    return {Assent.YES: YES, Assent.NO: NO}.get(s.heard.assent, "")


def after_worth(conversation: Conversation, move: Move) -> Conversation:
    """Remember what was asked about until it is answered, and who wants no such question."""
    if move.answer:
        unasked = conversation.unasked or move.answer == STOP
        return replace(conversation, worth="", unasked=unasked)
    return replace(conversation, worth=move.worth or conversation.worth)
