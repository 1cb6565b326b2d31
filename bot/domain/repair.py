"""Rules for mending a conversation: correct, skip, go back, repeat, clarify, give up kindly."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.brief import Brief, Certainty, Entry, Field
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.moves import Move, MoveKind
from bot.domain.situation import Situation
from bot.domain.text import clip

BACK = "back_after_weeks"
LANGUAGES = ("de", "fr", "es", "it", "pt", "nl")
REPEAT_INTRO = 40  # characters that "once more" may take
AWAY, LONG_AWAY = timedelta(days=7), timedelta(days=90)


def other_language(s: Situation) -> Move | None:
    """Say in their language what works; nothing half-understood is stored."""
    wants_person = s.heard.has(Cue.DEMO) or s.heard.wants(Intent.ASK_HUMAN)
    if s.heard.language == "en" or wants_person:
        return None
    known = s.heard.language in LANGUAGES
    line = f"another_language_{s.heard.language}" if known else "cannot_handle"
    return Move(MoveKind.CANNOT_HANDLE, line=line, reason=f"language {s.heard.language}")


def forget(s: Situation) -> Move | None:
    """Say that it is gone, and what is not ours to delete."""
    if not s.heard.has(Cue.FORGET):
        return None
    line = "forget_not_there" if s.heard.forget_span else "nothing_to_forget"
    return Move(MoveKind.CORRECT, line="forget_done" if s.replaced else line)


def corrected(s: Situation) -> Move | None:
    """Say what now stands in the notes, in place of what."""
    told_before = any(e.who == s.speaker for e in s.conversation.brief.entries if e not in s.fresh)
    if not s.heard.wants(Intent.CORRECT) or not told_before or _speaks_of_another(s):
        return _measured(s)
    if not s.fresh:
        return Move(MoveKind.CLARIFY, line="ask_what_is_wrong")
    if not s.may_read_back:
        return Move(MoveKind.CORRECT, line="corrected_short")
    if not s.replaced:
        return Move(MoveKind.CORRECT, line="corrected_new", values={"new": s.fresh[0].span})
    old = s.replaced[0]
    values = {"new": _in_place_of(old, s).span, "old": old.span}
    return Move(MoveKind.CORRECT, line="corrected", values=values)


def _speaks_of_another(s: Situation) -> bool:
    """Only what one said oneself can be put right; to the words of others it is another view."""
    earlier = [e for e in s.conversation.brief.standing() if e not in s.fresh]
    own = s.replaced or any(e.who == s.speaker for e in earlier)
    return bool(s.fresh and earlier) and not own


def _in_place_of(old: Entry, s: Situation) -> Entry:
    by = next((e.replaced_by for e in s.conversation.brief.entries if e.id == old.id), None)
    return next((e for e in s.fresh if e.id == by), s.fresh[0])


def _measured(s: Situation) -> Move | None:
    """A measurement in place of a guess is worth saying: the credit is the buyer's."""
    if not s.replaced or s.heard.wants(Intent.ASK_PRODUCT, Intent.ASK_STORY, Intent.DECIDE):
        return None
    new = next((e for e in s.fresh if e.sure is Certainty.MEASURED), None)
    if new is None:
        return None
    if not s.may_read_back:
        return Move(MoveKind.CORRECT, line="measured_short")
    return Move(MoveKind.CORRECT, line="measured_noted", values={"span": new.span})


def back_again(s: Situation) -> Move | None:
    """After weeks, say where the talk stopped; after months, first ask whether it still counts."""
    away = s.now - s.last.at if s.last else timedelta()
    known = where_it_stopped(s.conversation.brief.visible_to(s.speaker))
    if away < AWAY or not known or s.fresh:
        return None
    if away > LONG_AWAY:
        when = f"{s.last.at:%B %Y}" if s.last else ""
        return Move(MoveKind.CIRCLE_BACK, line="back_after_months", values={"when": when})
    return picked_up(known)


def picked_up(known: Sequence[Entry]) -> Move:
    """Say where the talk stopped, in their words."""
    return Move(MoveKind.CIRCLE_BACK, line=BACK, values={"point": known[-1].span})


def where_it_stopped(brief: Brief) -> tuple[Entry, ...]:
    """Give what a talk came to: what they decided, else the issue."""
    return brief.standing(Field.DECISION) or brief.standing(Field.PROBLEM)


def repeat(s: Situation) -> Move | None:
    """Say the last thing again."""
    return _again(s) if s.heard.has(Cue.REPEAT) else None


def _again(s: Situation) -> Move | None:
    said = [t.text for t in s.conversation.turns if t.text and t.move is not MoveKind.REPEAT]
    if not said:
        return None
    return Move(MoveKind.REPEAT, values={"said": clip(said[-1], s.limit - REPEAT_INTRO)})


def go_back(s: Situation) -> Move | None:
    """Go back to the question before the last one."""
    if not s.heard.has(Cue.GO_BACK):
        return None
    asked = [t.question for t in s.conversation.turns if t.question]
    before = asked[-2] if len(asked) > 1 else None
    question = s.question_on((before.field, before.aspect)) if before else None
    if question is None:
        return Move(MoveKind.CLARIFY, line="ask_what_is_wrong")
    return Move(MoveKind.GO_BACK, line="go_back_intro", question=question)


def clarify(s: Situation) -> Move | None:
    """Put the pending question in other words; without one, say the last thing again."""
    if not s.heard.has(Cue.CLARIFY):
        return None
    pending = s.conversation.pending
    question = s.question_on((pending.field, pending.aspect)) if pending else None
    if question is None:
        return _again(s)
    return Move(MoveKind.CLARIFY, line="in_other_words", question=question)


def decline(s: Situation) -> Move | None:
    """Respect a no at once. The second running: leave it there."""
    if not (s.heard.wants(Intent.DECLINE) or s.heard.has(Cue.SKIP)) or s.fresh:
        return None
    other = s.heard.has(Cue.NOT_LIKE_US, Cue.IF_NOTHING, Cue.IF_CHANGED)
    if other or s.heard.wants(Intent.ASK_STORY, Intent.ASK_GUIDANCE):
        return None
    again = s.last is not None and s.last.move is MoveKind.RESPECT_DECLINE
    return Move(MoveKind.RESPECT_DECLINE, line="decline_second" if again else "decline_respected")


def off_topic(s: Situation) -> Move | None:
    """A kind way back from what is none of our business."""
    if s.heard.wants(Intent.OFF_TOPIC) and not s.fresh:
        return Move(MoveKind.CANNOT_HANDLE, line="off_topic")
    return None


def cut_short(s: Situation) -> Move | None:
    """One word with nothing pending: choices; the second time running, leave it there."""
    if not s.heard.has(Cue.ONE_WORD) or s.fresh or s.last is None:
        return None
    if s.last.line == BACK and s.heard.assent is not Assent.NO:
        return None  # so it is still what matters, and the talk goes on
    again = s.last.line in ("one_word", "more_choices")
    if s.heard.has(Cue.MORE) and not again:
        return None
    return Move(MoveKind.CLARIFY, line="decline_second" if again else "more_choices")
