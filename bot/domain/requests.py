"""Rules for plain requests: a person, privacy, the notes, courtesy, and attempts to fish."""

import re

from bot.domain.brief import Field
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.insider_wishes import for_the_asker
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.remember import CONFIRM, PERSON
from bot.domain.situation import Situation

# What a person wants answered, whatever politeness or refusal comes along with it.
REQUESTS = (
    Intent.ASK_STORY,
    Intent.ASK_GUIDANCE,
    Intent.ASK_PRODUCT,
    Intent.ASK_SUMMARY,
    Intent.ASK_PRIVACY,
    Intent.CORRECT,
    Intent.DECIDE,
)
_WISHES = (
    Cue.WHO_ARE_YOU,
    Cue.RECOMMEND,
    Cue.ANOTHER_EXAMPLE,
    Cue.MORE,
    Cue.NOT_LIKE_US,
    Cue.SKIP,
)
_ORDERS = ("instruction", "prompt", "ignore", "pretend", "developer mode", "system:")
# Who wants to go on in private may mean with us; who names a person wants one.
_A_PERSON = re.compile(
    r"\b(?:person|people|human|someone|somebody|colleague|rep|sales\w*|expert|specialist"
    r"|consultant|him|her|them|call)\b",
    re.IGNORECASE,
)
_FISHING = ("who is", "who are", "which compan", "which customer", "name", "internal", "client")


def adversarial(s: Situation) -> Move | None:
    """Stay calm with those who fish for names or try to give orders; never speak of rules."""
    if not s.heard.wants(Intent.ADVERSARIAL):
        return None
    said = s.text.lower()
    orders = any(cue in said for cue in _ORDERS)
    fishing = not orders and any(cue in said for cue in _FISHING)
    return Move(MoveKind.HOLD_LINE, line="fishing" if fishing else "injection")


def in_your_own_room(s: Situation) -> Move | None:
    """What is for the vendor's people alone is not answered where buyers read along."""
    if s.trusted and for_the_asker(s.text):
        return Move(MoveKind.HOLD_LINE, line="rep_shared_room_notice")
    return None


def hand_over(s: Situation) -> Move | None:
    """Arrange a person, or a demo by a person, at once and at any stage."""
    if s.heard.has(Cue.DEMO):
        return Move(
            MoveKind.HAND_OVER, line="demo_arranged", values={"what": "your request for a demo"}
        )
    alone = s.heard.has(Cue.PRIVATE) and not _A_PERSON.search(s.text)
    if s.heard.wants(Intent.ASK_HUMAN) and not alone:
        return Move(MoveKind.HAND_OVER, line="person_arranged", values={"what": "your request"})
    return None


def answer_offer(s: Situation) -> Move | None:
    """A yes to "shall I ask a person" arranges one; a no is respected."""
    if s.conversation.awaits != PERSON or s.heard.assent is Assent.NONE:
        return None
    if s.heard.assent is Assent.YES:
        return Move(MoveKind.HAND_OVER, line="person_arranged", values={"what": "your question"})
    if s.fresh or s.heard.wants(*REQUESTS):
        return None
    return Move(MoveKind.RESPECT_DECLINE, line="skip_ok")


def refuse_model(s: Situation) -> Move | None:
    """Go on without a language model from now on, for all of this account."""
    if not s.heard.has(Cue.NO_MODEL):
        return None
    if not s.provider:
        return Move(MoveKind.EXPLAIN_PRIVACY, line="model_none")
    values = {"provider": s.provider}
    return Move(MoveKind.EXPLAIN_PRIVACY, line="model_refused", values=values, refuses_model=True)


def explain_privacy(s: Situation) -> Move | None:
    """Say who reads what is written here."""
    if s.heard.has(Cue.IS_THIS_A_BOT):
        if s.provider:
            told = {"provider": s.provider}
            return Move(MoveKind.EXPLAIN_PRIVACY, line="is_this_a_bot_model", values=told)
        return Move(MoveKind.EXPLAIN_PRIVACY, line="is_this_a_bot")
    if s.heard.has(Cue.HOW_SURE) and not s.fresh:
        return Move(MoveKind.EXPLAIN_PRIVACY, line="how_sure")
    if s.heard.has(Cue.PRIVATE) and not s.private:
        return Move(MoveKind.EXPLAIN_PRIVACY, line="go_private")
    return None if s.asks_for_a_fact else _who_reads(s)


def _who_reads(s: Situation) -> Move | None:
    """Give the answer to what was asked: to hide it, who exactly, or how it is here."""
    if s.heard.has(Cue.HIDE_FROM):
        return Move(MoveKind.EXPLAIN_PRIVACY, line=f"hide_{s.readers}")
    if s.heard.has(Cue.WHO_EXACTLY):
        return Move(MoveKind.EXPLAIN_PRIVACY, line=f"who_reads_{s.readers}")
    if s.heard.wants(Intent.ASK_PRIVACY) or s.heard.has(Cue.PRIVATE):
        return Move(MoveKind.EXPLAIN_PRIVACY, line=f"privacy_{s.readers}")
    return None


def show_brief(s: Situation) -> Move | None:
    """Give the notes as a page that the buyer owns."""
    if not s.heard.wants(Intent.ASK_SUMMARY) or s.heard.has(Cue.ANOTHER_EXAMPLE):
        return None
    brief = s.conversation.brief.visible_to(s.speaker)
    if not brief.standing():
        return Move(MoveKind.SHOW_BRIEF, line="notes_empty")
    line = "notes_colleagues" if brief.has(Field.STAKEHOLDERS) else "notes_intro"
    return Move(MoveKind.SHOW_BRIEF, line=line, attach=("brief",), awaits=CONFIRM)


def was_confirmed(s: Situation) -> Move | None:
    """Take a yes or no to what was read back."""
    if s.conversation.awaits != CONFIRM or s.heard.assent is Assent.NONE or s.fresh:
        return None
    if s.heard.assent is Assent.NO:
        return Move(MoveKind.CLARIFY, line="ask_what_is_wrong")
    stated = [e for e in s.conversation.brief.standing() if e.who == s.speaker]
    if not any(e.confirmed for e in stated):
        return Move(MoveKind.CLARIFY, line="not_yours")
    return Move(MoveKind.CONFIRM_BRIEF, line="confirmed")


def circle_back(s: Situation) -> Move | None:
    """Come back on a day that the buyer chose, never on our own account."""
    if not s.heard.has(Cue.REMIND):
        return None
    if s.heard.when is None or s.heard.when <= s.now:
        return Move(MoveKind.CIRCLE_BACK, line="circle_back_offer")
    when = f"{s.heard.when:%A %d %B %Y}"
    return Move(
        MoveKind.CIRCLE_BACK, line="circle_back_set", values={"when": when}, due=s.heard.when
    )


def courtesy(s: Situation) -> Move | None:
    """Thanks and goodbyes get a reaction; a greeting alone gets a welcome elsewhere."""
    parting = s.heard.has(Cue.THANKS, Cue.GOODBYE) and not s.fresh
    if parting and not (s.heard.wants(*REQUESTS) or s.heard.has(*_WISHES)):
        return Move(MoveKind.ACKNOWLEDGE, reaction="+1", reason="thanks or goodbye")
    if s.heard.has(Cue.STOP, Cue.CANCEL) and not s.fresh:
        return Move(MoveKind.RESPECT_DECLINE, line="cancel_ok")
    return None


def who_are_you(s: Situation) -> Move | None:
    """Say what this is, and give a story before asking anything."""
    if not s.heard.has(Cue.WHO_ARE_YOU):
        return None
    if s.conversation.told_ids or s.fresh:
        return Move(MoveKind.ANSWER_PLAINLY, line="who_are_you")
    return None


def not_like_us(s: Situation) -> Move | None:
    """Look for another story once one was waved away."""
    if not s.heard.has(Cue.NOT_LIKE_US):
        return None
    want = StoryWant(s.about, must=True, asked=False)  # never a weaker one
    return Move(
        MoveKind.SHARE_STORY, want=want, question=None, reason="the last one was not like them"
    )
