"""Rules for questions about the product: plain facts at any time, more only through the gate."""

from bot.domain.brief import Brief, Field
from bot.domain.gate import may_open
from bot.domain.heard import Cue, Intent
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.remember import CONFIRM, PERSON
from bot.domain.situation import Situation
from bot.domain.story import Facet

_WHAT_THIS_IS = (Cue.CURIOUS, Cue.WHO_ARE_YOU)  # of no product


def ask_product(s: Situation) -> Move | None:
    """Answer plainly from the facts; open the gate where problem and decision are confirmed."""
    if s.asks_for_a_fact:
        return Move(MoveKind.ANSWER_PLAINLY, fact=s.fact)
    if not s.heard.wants(Intent.ASK_PRODUCT):
        return None
    if s.conversation.gate_open or may_open(s.conversation.brief):
        return _through_the_gate(s)
    if s.fact is None:
        return None
    # The plain answer was asked for; a story comes along only if they told of an issue too.
    want = StoryWant(s.about) if s.fresh else None
    question = s.next_question() if s.fresh else None
    return Move(MoveKind.ANSWER_PLAINLY, fact=s.fact, want=want, question=question)


def confirm_first(s: Situation) -> Move | None:
    """Nothing plain is known: read back what would open the gate, or offer a person."""
    if not s.heard.wants(Intent.ASK_PRODUCT) or s.heard.has(*_WHAT_THIS_IS):
        return None
    brief = s.conversation.brief
    if brief.has(Field.PROBLEM) and brief.has(Field.DECISION):
        values = {
            "problem": _all_said(brief, Field.PROBLEM),
            "decision": _all_said(brief, Field.DECISION),
        }
        return Move(MoveKind.CONFIRM_BRIEF, line="confirm_ask", values=values, awaits=CONFIRM)
    return Move(MoveKind.OFFER_PERSON, line="no_fact", awaits=PERSON)


def _all_said(brief: Brief, field: Field) -> str:
    """All that a yes will confirm has to be read."""
    return "; ".join(e.span.rstrip(" .;,") for e in brief.standing(field))


def _through_the_gate(s: Situation) -> Move:
    want = StoryWant(f"{s.text} {s.about}", facets=(Facet.PRODUCT_NOTES,))
    line = "" if s.conversation.gate_open and s.fact else "gate_open"
    return Move(MoveKind.OPEN_PRODUCT, line=line, fact=s.fact, want=want)
