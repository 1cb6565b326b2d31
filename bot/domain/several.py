"""Several people in one room: what divides them is named, never who is right."""

import re
from collections.abc import Sequence

from bot.domain.brief import Brief, Entry, Field
from bot.domain.heard import Cue, Intent
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.questions import Topic
from bot.domain.situation import Situation
from bot.domain.text import sentences

DIFFER = "views_differ"
# What people can see differently, the most telling first. What one calls the problem is often
# what another holds for its cause.
_VIEWS = (
    (Field.PROBLEM, Field.ROOT_CAUSE),
    (Field.DECISION,),
    (Field.DESIRED_OUTCOME,),
    (Field.IMPACT,),
)
# People add to each other's words more often than they contradict them.
_CONTRADICTS = re.compile(
    r"\b(?:disagree\w*|not (?:what|how|why|the|a|our|true|really|so|it)\b|is(?:n't| not)"
    r"|are(?:n't| not)|(?:it|that|this|all)(?:'s| is)? (?:just )?fine|is fine"
    r"|no (?:problem|issue)|overblown|exaggerat\w*|i(?: would|'d) (?:say|call)"
    r"|(?:don't|do not) (?:think|see|believe|agree)|doubt\w*|on the contrary"
    r"|just (?:wants?|likes?)|blam\w+|rather than|wrong)\b"
    r"|^(?:no|nope|nah|sorry|with respect|hm+)\b",
    re.IGNORECASE,
)
_BETWEEN: tuple[Topic, ...] = ((Field.OPEN_QUESTIONS, None), (Field.DECISION, None))


def unread(s: Situation) -> Move | None:
    """Called after colleagues talked: say that it was not read, and ask for the point."""
    between = s.conversation.talked_between
    points_at_it = s.heard.has(Cue.OVERHEARD)
    told = any(e.field is not Field.STAKEHOLDERS for e in s.fresh)
    noted = bool(s.conversation.brief.standing())
    if told or (noted and s.heard.wants(Intent.ASK_SUMMARY)):
        return None
    if points_at_it:
        # without colleagues' talk it may point at what was said to us
        meant = between or not noted
    else:
        meant = between and not noted and s.heard.wants(Intent.ASK_GUIDANCE, Intent.ASK_STORY)
    line = "unread_shared" if s.place == "shared" else "unread_private"
    return Move(MoveKind.CLARIFY, line=line) if meant else None


def differ(s: Situation) -> Move | None:
    """Name two views side by side, and ask what would settle it; once in a talk.

    The views are named, not the people: everybody reads along.
    """
    if s.conversation.has_said(DIFFER):
        return None
    against = [e for e in s.fresh if _is_against(e, s.text)]
    pair = next((p for fields in _VIEWS if (p := _two_views(s, fields, against))), None)
    if pair is None:
        return None
    values = {"one": pair[0].span, "other": pair[1].span}
    settled = s.conversation.progress.settled
    topics = [t for t in _BETWEEN if not settled(t) and t not in s.conversation.asked_topics]
    question = s.question_on(*topics, several=True) if s.may_ask_alone else None
    return Move(
        MoveKind.ASK,
        line=DIFFER,
        values=values,
        want=StoryWant(s.about, asked=False),
        question=question,
    )


def _is_against(entry: Entry, text: str) -> bool:
    """Say whether a view was put against another's: in its sentence, or by how the message opens.

    What is denied in another sentence may be anything.
    """
    said = sentences(text.replace("\u2019", "'"))
    span = entry.span.replace("\u2019", "'")
    of_it = [one for one in said if one in span or span in one]
    return any(_CONTRADICTS.search(one) for one in (*of_it, *said[:1]))


def _two_views(
    s: Situation, fields: Sequence[Field], against: Sequence[Entry]
) -> tuple[Entry, Entry] | None:
    """Give what another person said of these fields, and what was put against it now."""
    now = next((e for e in against if e.field in fields), None)
    if now is None:
        return None
    standing = s.conversation.brief.standing()
    others = [e for e in standing if e.field in fields and e.who != now.who]
    return (others[-1], now) if others else None


def apart(brief: Brief, *, told: bool = False) -> tuple[Entry, Entry] | None:
    """Give what two people said that does not meet, the most telling first.

    `told` says that it was named in the room already: then two people's words are enough.
    """
    for fields in _VIEWS:
        said = [e for e in brief.standing() if e.field in fields]
        later = [e for e in said if told or _CONTRADICTS.search(e.span.replace("\u2019", "'"))]
        pairs = ((one, other) for other in later for one in said if one.who != other.who)
        pair = next(pairs, None)
        if pair is not None:
            return _in_order(*pair)
    return None


def _in_order(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    return (one, other) if one.said_at <= other.said_at else (other, one)
