"""Settling a move once it is known which stories fit."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.moves import Evidence, Move, MoveKind, Told
from bot.domain.peers import introduced
from bot.domain.remember import PERSON
from bot.domain.situation import Situation
from bot.domain.story import Facet, Outcome

ENOUGH_TO_COUNT = 3  # fewer stories are told, not counted
SURELY = 0.74  # the confidence from which a story is told unasked, and counted


def settle(move: Move, told: Sequence[Told], nearest: Told | None, s: Situation) -> Move:
    """Give the move with its stories, or the move that is left when none fits."""
    if move.kind is MoveKind.OPEN_PRODUCT:
        return _with_product(move, told)
    if move.kind is MoveKind.OFFER_PEER and move.want is not None:
        return introduced(move, told, nearest, s)
    if told:
        return _with_stories(move, tuple(told))
    if move.want is not None and move.want.must:
        return _none_fits(move, nearest, s)
    if move.kind is MoveKind.PROVOKE:
        # A challenge without a story behind it would be an opinion.
        return _without_story(
            replace(move, kind=MoveKind.ASK, view=None, question=s.next_question()), s
        )
    return _without_story(move, s)


def _with_stories(move: Move, told: tuple[Told, ...]) -> Move:
    kind = MoveKind.SHARE_STORY if move.kind is MoveKind.ASK else move.kind
    count = move.want.count if move.want else 1
    sure = tuple(t for t in told if t.score >= SURELY)
    counted = kind is MoveKind.CLOSE and len(sure) >= ENOUGH_TO_COUNT
    evidence = tuple(e for e in (_outcomes(sure),) if counted and e.count)
    # After a decision, or as the second, a story that only may be near is none to tell.
    told = sure if kind is MoveKind.CLOSE else (*told[:1], *(t for t in told[1:] if t in sure))
    return replace(move, kind=kind, told=told[:count], evidence=evidence)


def _with_product(move: Move, told: Sequence[Told]) -> Move:
    """Behind the gate only stories that speak of the product help; without any, a person may."""
    noted = tuple(t for t in told if t.rendition.facets.get(Facet.PRODUCT_NOTES))
    if not noted and move.fact is None:
        return replace(move, line="no_fact", awaits=PERSON)
    return _with_stories(move, noted)


def _outcomes(told: tuple[Told, ...]) -> Evidence:
    """Count how the stories that fit ended: a count over what is held, never odds."""
    well = sum(t.rendition.outcome is Outcome.SUCCEEDED for t in told)
    return Evidence(well, len(told), tuple(t.rendition.story_id for t in told))


def _none_fits(move: Move, nearest: Told | None, s: Situation) -> Move:
    line = "no_story" if nearest else "no_story_none"
    if nearest and s.conversation.told_ids:
        line = "no_other_story"
    return replace(
        move, kind=MoveKind.NO_STORY, line=line, nearest=nearest, question=None, points=()
    )


def _without_story(move: Move, s: Situation) -> Move:
    if move.kind is MoveKind.TELL_ON:
        return Move(MoveKind.CANNOT_HANDLE, line="story_gone")
    if move.kind is not MoveKind.ASK or move.line:
        return move
    if move.question is not None and s.must_give and not (s.last is None and s.fresh):
        move = replace(move, question=None)
    return move if move.question is not None else _taken(move, s)


def _taken(move: Move, s: Situation) -> Move:
    """Without a story or a question, the least we owe is a thing to think about."""
    if s.fresh:
        thought = s.next_thought()
        if not thought:
            return replace(move, kind=MoveKind.ACKNOWLEDGE, line="noted")
        line = "thought" if move.heard else "noted_thought"  # read back is noted enough
        return replace(move, kind=MoveKind.ACKNOWLEDGE, line=line, values={"thought": thought})
    again = s.last is not None and s.last.line == "more_choices"
    return replace(move, kind=MoveKind.CLARIFY, line="decline_second" if again else "more_choices")
