"""Several people in one room: what divides them is named, never who is right."""

from collections.abc import Sequence

from bot.domain.brief import Entry, Field
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.questions import Topic
from bot.domain.situation import Situation

DIFFER = "views_differ"
# What people can see differently, the most telling first. What one calls the problem is often
# what another holds for its cause.
_VIEWS = (
    (Field.PROBLEM, Field.ROOT_CAUSE),
    (Field.DECISION,),
    (Field.DESIRED_OUTCOME,),
    (Field.IMPACT,),
)
_BETWEEN: tuple[Topic, ...] = ((Field.OPEN_QUESTIONS, None), (Field.DECISION, None))


def differ(s: Situation) -> Move | None:
    """Name two views side by side, and ask what would settle it; once in a talk.

    The views are named, not the people: everybody reads along.
    """
    done = any(turn.line == DIFFER for turn in s.conversation.turns)
    if done or not s.may_read_back:
        return None
    pair = next((p for fields in _VIEWS if (p := _two_views(s, fields))), None)
    if pair is None:
        return None
    values = {"one": pair[0].span, "other": pair[1].span}
    settled = s.conversation.progress.settled
    topics = [t for t in _BETWEEN if not settled(t) and t not in s.conversation.asked_topics]
    question = s.question_on(*topics, several=True) if s.may_ask else None
    return Move(
        MoveKind.ASK,
        line=DIFFER,
        values=values,
        want=StoryWant(s.about, asked=False),
        question=question,
    )


def _two_views(s: Situation, fields: Sequence[Field]) -> tuple[Entry, Entry] | None:
    """Give what another person said of these fields, and what was said of them now."""
    now = next((e for e in s.fresh if e.field in fields), None)
    if now is None:
        return None
    standing = s.conversation.brief.standing()
    others = [e for e in standing if e.field in fields and e.who != now.who]
    return (others[-1], now) if others else None
