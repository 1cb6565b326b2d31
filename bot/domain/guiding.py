"""Rules that guide: a story that bears on it, one question that helps, a decision respected."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.domain.brief import Entry, Field
from bot.domain.heard import Cue, Intent
from bot.domain.journey import Stage
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.questions import Question, Topic
from bot.domain.situation import Situation
from bot.domain.story import Facet
from bot.domain.text import has_number
from bot.domain.wording import Opening

_MUCH = 15  # words
_POINTS = (
    Field.PROBLEM,
    Field.IMPACT,
    Field.ROOT_CAUSE,
    Field.WORKAROUNDS,
    Field.CHANGE_RISK,
    Field.STATUS_QUO,
    Field.TRIGGER,
    Field.DESIRED_OUTCOME,
    Field.CONSTRAINTS,
)
_THE_MATTER = (Field.PROBLEM, Field.ROOT_CAUSE)
_TELLING = (*_POINTS, *(field for field in Field if field not in _POINTS))
NARROW = "undecided_narrow"
ENOUGH_STORIES = 3  # one more would not settle it
POINTS = 3  # things to think about in one list
_NARROWING: tuple[Topic, ...] = ((Field.OPEN_QUESTIONS, None), (Field.CHANGE_RISK, None))
_NEVER_DONE: tuple[Topic, ...] = (*_NARROWING, (Field.STATUS_QUO, None))

FACETS: dict[Stage, tuple[Facet, ...]] = {
    Stage.CURIOUS: (Facet.PROBLEM, Facet.SITUATION),
    Stage.RECOGNISE: (Facet.PROBLEM, Facet.NOTICED, Facet.ATTEMPTS),
    Stage.DEFINE: (Facet.FOUND_OUT, Facet.ATTEMPTS, Facet.TURNING_POINT),
    Stage.ASSEMBLE: (Facet.MISSING, Facet.PEOPLE, Facet.TURNING_POINT),
    Stage.WORKAROUNDS: (Facet.ATTEMPTS, Facet.TURNING_POINT),
    Stage.WEIGH_CHANGE: (Facet.FEARED, Facet.LATER, Facet.OUTCOME),
    Stage.AGREE: (Facet.DECIDED, Facet.OUTCOME, Facet.LESSONS),
    Stage.READY: (Facet.OUTCOME, Facet.LESSONS),
}


def decided(s: Situation) -> Move | None:
    """Note a decision in their words, with stories of others who chose so, and no question."""
    if not s.heard.wants(Intent.DECIDE):
        return None
    decision = next((e.span for e in s.fresh if e.field is Field.DECISION), "")
    if not decision:
        return None
    want = None
    if s.matter:  # a story near no more than the words of the decision would be off the matter
        facets = FACETS[Stage.AGREE]
        want = StoryWant(f"{s.matter} {decision}", s.cards, asked=False, facets=facets)
    if s.heard.has(Cue.NOTHING):
        return Move(MoveKind.CLOSE, line="do_nothing_noted", want=want)
    return Move(MoveKind.CLOSE, line="decision_noted", values={"decision": decision}, want=want)


def narrow(s: Situation) -> Move | None:
    """For those who cannot choose, or ask for one more example: narrow down, without fear."""
    enough = len(s.conversation.told_ids) >= ENOUGH_STORIES
    if not (s.heard.has(Cue.TORN) or (s.heard.has(Cue.ANOTHER_EXAMPLE) and enough)):
        return None
    again = s.last is not None and s.last.line == NARROW and not s.heard.has(Cue.ANOTHER_EXAMPLE)
    if s.heard.wants(Intent.DECIDE) or again:
        return None
    settled = s.conversation.progress.settled
    topics = [t for t in _NARROWING if not settled(t)]
    question = s.question_on(*topics) if s.may_ask_alone else None
    return Move(MoveKind.CLARIFY, line=NARROW, question=question)


def recommend(s: Situation) -> Move | None:
    """Asked what to do: what one who was there learned, and when it would not help."""
    if not s.heard.has(Cue.RECOMMEND) or not s.conversation.brief.standing():
        return None
    facets = (Facet.LESSONS, Facet.TURNING_POINT, Facet.NOT_FOR)
    return Move(
        MoveKind.RECOMMEND,
        line="recommend_intro",
        want=StoryWant(s.about, must=True, asked=False, facets=facets),
    )


def point_the_way(s: Situation) -> Move | None:
    """Asked what to think about: what others wished they had asked, else what is still open."""
    if not s.heard.wants(Intent.ASK_GUIDANCE) or s.heard.has(Cue.ANOTHER_EXAMPLE):
        return None
    still_open = tuple(s.conversation.progress.open_topics()) or _NEVER_DONE
    listed = sum(t.move is MoveKind.POINT_THE_WAY for t in s.conversation.turns) * POINTS
    points = tuple(s.wording.points[t] for t in still_open if t in s.wording.points)
    points = (points[listed:] or points)[:POINTS]  # a list that was given is not given again
    want = StoryWant(s.about, asked=False, facets=(Facet.QUESTIONS, Facet.LESSONS))
    return Move(MoveKind.POINT_THE_WAY, line="point_the_way_intro", want=want, points=points)


def ask_for_story(s: Situation) -> Move | None:
    """Asked what others did: the story that fits best, or plainly that none does."""
    more = s.heard.has(Cue.MORE, Cue.ANOTHER_EXAMPLE)
    if not (s.heard.wants(Intent.ASK_STORY) or more):
        return None
    want = StoryWant(s.about, s.cards, must=True, facets=FACETS[s.conversation.stage])
    question = s.next_question() if s.fresh else None
    # Who wants more and has told nothing yet is looking around: any story may be the one.
    around = more and not s.conversation.brief.standing()
    others = [StoryWant(o.about, s.cards) for o in s.wording.openings] if around else []
    otherwise = tuple(Move(MoveKind.SHARE_STORY, want=w) for w in others)
    return Move(MoveKind.SHARE_STORY, want=want, question=question, otherwise=otherwise)


def read_wall(s: Situation) -> Move | None:
    """A wall of text: the points in their words and what is missing; no story yet."""
    if not s.heard.has(Cue.WALL) or not s.fresh:
        return None
    points = _telling_points(s.fresh)
    asked = s.last is not None and s.last.question is not None
    return Move(
        MoveKind.ACKNOWLEDGE,
        line="wall_read",
        values={"count": _COUNTS[len(points)]},
        points=points,
        question=None if asked else s.next_question(),
    )


def _telling_points(fresh: Sequence[Entry]) -> tuple[str, ...]:
    """Give up to five points in the order they were made, and one of each kind before a second.

    The longest of a kind says most; a half sentence says little.
    """
    by_field: dict[Field, list[str]] = {}
    for entry in sorted(fresh, key=lambda e: -len(e.span)):
        by_field.setdefault(entry.field, []).append(entry.span)
    fields = sorted(by_field, key=_TELLING.index)
    rounds = zip_longest(*(by_field[field] for field in fields))
    chosen = list(dict.fromkeys(span for turn in rounds for span in turn if span))[:5]
    return tuple(dict.fromkeys(e.span for e in fresh if e.span in chosen))


_COUNTS = ("none", "one point", "two points", "three points", "four points", "five points")


def welcome(s: Situation) -> Move | None:
    """The merely curious: say what this is and give something. No question is needed."""
    curious = s.heard.has(Cue.CURIOUS, Cue.GREETING, Cue.WHO_ARE_YOU)
    if s.fresh or not (curious or s.last is None):
        return None
    if s.conversation.told_ids:
        return Move(MoveKind.WELCOME, line="welcome_what_i_am")
    # First words differ and so do openings; the same words open alike through every channel.
    # One without a fitting story gives way to the next.
    turn = sum(map(ord, s.text)) % len(s.wording.openings)
    openings = (*s.wording.openings[turn:], *s.wording.openings[:turn])
    moves = [_opening(opening) for opening in openings]
    if s.last is None and not curious:
        # A word may be no more than a topic, but then the story is on it.
        moves.insert(0, _opening(Opening(openings[0].text, s.text), asked=False))
    first, *others = moves
    return replace(first, otherwise=tuple(others))


def _opening(opening: Opening, *, asked: bool = True) -> Move:
    return Move(
        MoveKind.WELCOME,
        line="welcome_what_i_am",
        values={"opening": opening.text},
        want=StoryWant(opening.about, asked=asked),
    )


def provoke(s: Situation) -> Move | None:
    """One respectful challenge from the owner's views, at most once: a question to wave away."""
    done = any(t.move is MoveKind.PROVOKE for t in s.conversation.turns)
    stage = s.conversation.stage in (Stage.ASSEMBLE, Stage.WORKAROUNDS, Stage.WEIGH_CHANGE)
    if done or s.view is None or not stage or not s.may_ask or not s.fresh:
        return None
    settled = s.conversation.progress.settled
    about = s.view.fields or (Field.ROOT_CAUSE,)
    field = next((f for f in about if not settled((f, None))), None)
    if field is None:
        return None  # it would ask what they have told already
    question = Question(id=f"view:{s.view.id}", field=field, text=s.view.question)
    return Move(
        MoveKind.PROVOKE,
        view=s.view,
        question=question,
        want=StoryWant(f"{s.view.about_for[0] if s.view.about_for else s.view.claim}"),
    )


def guide(s: Situation) -> Move | None:
    """The usual turn: something given if it bears on their issue, and a question if it helps."""
    want = None
    if _room_for_story(s):
        want = StoryWant(s.about, asked=False, facets=FACETS[s.conversation.stage])
    heard = the_point(s.fresh) if _worth_reading_back(s) else ""
    return Move(MoveKind.ASK, heard=heard, want=want, question=s.next_question())


def the_point(fresh: Sequence[Entry]) -> str:
    """Give what is worth hearing back: what hurts or why, rather than who and where."""
    telling = [e for field in _POINTS for e in fresh if e.field is field]
    counted = [e for e in telling if has_number(e.span)]
    return next((e.span for e in (*counted, *telling)), "")


def _worth_reading_back(s: Situation) -> bool:
    """The first thing they say, and later what takes some words; a short answer is no news."""
    much = len(s.fresh) > 1 or len(s.text.split()) > _MUCH
    return bool(s.fresh) and s.may_read_back and (much or not s.conversation.turns)


def _room_for_story(s: Situation) -> bool:
    """A story with each reply would be a lecture: one with the first, then with every second."""
    known = s.conversation.brief.has(
        Field.PROBLEM, Field.IMPACT, Field.ROOT_CAUSE, Field.DESIRED_OUTCOME
    )
    greeted = s.last is not None and s.last.move is MoveKind.WELCOME
    # The next best is off the matter, unless the matter itself has become clearer.
    clearer = not s.conversation.told_ids or any(e.field in _THE_MATTER for e in s.fresh)
    return known and clearer and (s.last is None or greeted or not s.last.story_ids)
