"""Wording a move without a language model: plain lines, and the stories' own sentences."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from typing_extensions import override

from bot.domain.draft import Draft, Part, PartKind
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.plain import quoted
from bot.domain.story import Outcome
from bot.domain.telling import difference, product_notes, tell, tell_on, wished_questions
from bot.domain.text import clip
from bot.domain.wording import Wording
from bot.ports.language import Limits, Speaker

QUOTE = 120  # characters of the buyer's words in one quotation
POINTS = 3
OUR_VALUES = frozenset(
    {"what", "count", "total", "when", "thought", "provider", "title", "who"}
)  # filled in by us, the vendor's own people, or a title as these readers may read it
_INTROS = {Outcome.FAILED: "story_intro_failed", Outcome.STOPPED: "story_intro_stopped"}


class BuiltinSpeaker(Speaker):
    """Joins what the move holds: what was heard, what is given, one question."""

    def __init__(self, wording: Wording, operator: str) -> None:
        self._wording = wording
        self._operator = operator

    @override
    async def speak(self, move: Move, limits: Limits) -> Draft:
        """Word a move; the stories take the room that the rest leaves."""
        before = [*self._heard(move, limits), *self._line(move, limits), *_given(move)]
        after = [*self._evidence(move, limits), *_question(move), *self._view(move, limits)]
        left = limits.limit - len(Draft((*before, *after)).text) - 2
        return Draft((*before, *self._stories(move, limits, left), *after))

    def _own(self, key: str, seed: int, **values: str) -> Part:
        text = self._wording.line(key, seed, {"operator": self._operator, **values})
        return Part(PartKind.LINE, text, own=values.keys() <= OUR_VALUES)

    def _heard(self, move: Move, limits: Limits) -> Iterator[Part]:
        if move.heard:
            point = f'"{clip(quoted(move.heard), QUOTE)}"'
            text = self._wording.line("heard", limits.seed, {"point": point})
            yield Part(PartKind.HEARD, text)

    def _line(self, move: Move, limits: Limits) -> Iterator[Part]:
        if move.kind is MoveKind.REPEAT:
            yield self._own("repeat_intro", limits.seed)
            yield Part(PartKind.HEARD, quoted(move.values["said"]))
        elif move.nearest is not None:
            yield self._own(
                move.line,
                limits.seed,
                title=move.nearest.rendition.title,
                difference=difference(move.nearest),
            )
        elif move.line:
            values = {k: clip(quoted(v), QUOTE) for k, v in move.values.items() if k != "opening"}
            yield self._own(move.line, limits.seed, **values)
        if move.also:
            yield self._own(move.also, limits.seed)

    def _stories(self, move: Move, limits: Limits, room: int) -> Iterator[Part]:
        if move.kind in _WITHOUT_TELLING:
            return
        if move.kind is MoveKind.TELL_ON:
            yield from self._more(move, limits, room)
            return
        if move.kind is MoveKind.WELCOME and move.told:
            opening = move.values["opening"]
            room -= len(opening) + 1
            yield Part(PartKind.LINE, opening, own=True)
        for n, told in enumerate(move.told):
            share = room // (len(move.told) - n)
            parts = list(self._story(move, told, replace(limits, seed=limits.seed + n), share))
            room -= len(Draft(tuple(parts)).text) + 1
            yield from parts

    def _more(self, move: Move, limits: Limits, room: int) -> Iterator[Part]:
        """What was not told before, or that nothing is left."""
        wanted = move.want.facets if move.want else ()
        parts = [
            Part(PartKind.STORY, sentence, told.rendition.story_id)
            for told in move.told
            for sentence in tell_on(told, wanted, room, limits.tellable)
        ]
        yield self._own("tell_on" if parts else "told_all", limits.seed)
        yield from parts

    def _story(self, move: Move, told: Told, limits: Limits, room: int) -> Iterator[Part]:
        intro = None
        if move.kind not in _INTRODUCED:
            key = _INTROS.get(told.rendition.outcome or Outcome.ONGOING, "story_intro_first")
            intro = self._own(
                "story_intro_another" if told is not move.told[0] else key, limits.seed
            )
            room -= len(intro.text) + 1
        wanted = move.want.facets if move.want else ()
        told_in = tell(told, wanted, room, limits.tellable)
        if told_in and intro is not None:
            yield intro
        for sentence in told_in:
            yield Part(PartKind.STORY, sentence, told.rendition.story_id)

    def _evidence(self, move: Move, limits: Limits) -> Iterator[Part]:
        for evidence in move.evidence:
            counts = {"count": str(evidence.count), "total": str(evidence.total)}
            text = self._wording.line("evidence_outcomes", limits.seed, counts)
            yield Part(PartKind.LINE, text, own=True)

    def _view(self, move: Move, limits: Limits) -> Iterator[Part]:
        if move.kind is MoveKind.PROVOKE:
            yield self._own("provoke_wave_away", limits.seed)


_INTRODUCED = frozenset({MoveKind.WELCOME, MoveKind.RECOMMEND, MoveKind.SHARE})
_WITHOUT_TELLING = frozenset(
    {MoveKind.OPEN_PRODUCT, MoveKind.POINT_THE_WAY, MoveKind.FIND, MoveKind.OFFER_PEER}
)


def _given(move: Move) -> Iterator[Part]:
    """Facts word for word, points as a list, product notes behind the gate."""
    if move.fact is not None:
        yield Part(PartKind.FACT, move.fact.text)
    for give in _LISTS:
        yield from give(move)


def _points(move: Move) -> Iterator[Part]:
    if not move.points:
        return
    wished = wished_questions(move.told, POINTS) if move.kind is MoveKind.POINT_THE_WAY else []
    for story_id, sentence in wished:
        yield Part(PartKind.LINE, "\n•", own=True)
        yield Part(PartKind.STORY, sentence, story_id)
    said = move.kind is MoveKind.ACKNOWLEDGE
    for point in move.points[: max(0, 5 - len(wished))]:
        text = f'"{clip(quoted(point), 80)}"' if said else point
        yield Part(PartKind.HEARD if said else PartKind.LINE, f"\n• {text}", own=not said)


def _product(move: Move) -> Iterator[Part]:
    if move.kind is MoveKind.OPEN_PRODUCT:
        for story_id, sentence in product_notes(move.told):
            yield Part(PartKind.STORY, sentence, story_id)


def _question(move: Move) -> Iterator[Part]:
    if move.question is not None:
        gap = "\n" if move.points else ""
        yield Part(PartKind.QUESTION, gap + move.question.text, own=True)


_LISTS: tuple[Callable[[Move], Iterator[Part]], ...] = (_points, _product)
