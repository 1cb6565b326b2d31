"""Turning a move into a reply that has passed the guard. Nothing leaves by another way."""

import logging
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.draft import Draft, Part, PartKind
from bot.domain.guard import PRODUCT_TALK, Bounds, breaks, mend, violations
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.reply import AskedQuestion, Reply, StoryCard
from bot.domain.situation import Situation
from bot.domain.story import Facet
from bot.domain.suggestions import suggestions_for
from bot.domain.telling import card
from bot.domain.text import sentences, statements
from bot.domain.wording import Wording
from bot.ports.language import Limits, ProductTalk, Speaker
from bot.ports.library import PersonalData
from bot.ports.model import Reading
from bot.use_cases.word_anew import WordAnew

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Detectors:
    """What the guard looks with."""

    product_talk: ProductTalk
    personal_data: PersonalData

    def product_score(self, text: str) -> float:
        """Give the highest score of a text's statements: one is enough to make it product talk."""
        return max(self.product_talk.scores(statements(text)), default=0.0)

    def people_in(self, text: str) -> Sequence[str]:
        """Give the personal data that stands in a text."""
        return [f.text for f in self.personal_data.find(text)]


@dataclass(frozen=True, slots=True)
class Scripted:
    """Lines of a script, and its one question. `read_back` are words of theirs among the lines."""

    said: Sequence[str]
    asks: str = ""
    read_back: str = ""


class Say:
    """Words a move, holds it against the guard, and makes the reply of what passed."""

    def __init__(
        self,
        speaker: Speaker,
        detectors: Detectors,
        wording: Wording,
        anew: WordAnew | None = None,
    ) -> None:
        self._speaker = speaker
        self._detectors = detectors
        self._wording = wording
        self._anew = anew

    async def __call__(
        self, move: Move, s: Situation, *, insider: bool = False, reading: Reading | None = None
    ) -> Reply:
        """Give the reply to show. A draft that fails is mended once, then a plain line is said.

        With leave for a language model to read this turn, a draft may be worded anew by it.
        """
        if move.reaction:
            return Reply("", move.kind, reaction=move.reaction)
        gate_open = s.conversation.gate_open or move.kind is MoveKind.OPEN_PRODUCT
        tellable = partial(self._tellable, free=insider or gate_open)
        if move.kind is MoveKind.TELL_ON:
            tellable = partial(_untold, s, tellable)
        # The same words at the same point are answered in the same words, so a replay repeats.
        seed = zlib.crc32(s.text.encode()) + s.conversation.next_n
        limits = Limits(limit=s.limit, seed=seed, tellable=tellable)
        self._look_ahead(move)
        draft = await self._speaker.speak(move, limits)
        bounds = self._bounds(move, s, insider=insider, gate_open=gate_open)
        passed = self._guarded(draft, bounds, seed)
        worded = None
        if reading is not None and self._anew is not None:
            worded = await self._anew(passed, bounds, (move, s), reading)
        passed = worded or passed
        wanted = move.want.facets if move.want else ()
        shown = (*move.told, move.nearest) if move.nearest else move.told
        cards = [card(t, wanted, tellable, insider=insider) for t in shown]
        if move.kind is MoveKind.TELL_ON:
            cards = []  # it lies above
        return Reply(
            text=passed.text,
            move=move.kind,
            question=_asked(move, passed),
            stories=tuple(self._checked(c, bounds) for c in cards),
            suggestions=suggestions_for(move),
            worded=worded is not None,
        )

    def scripted(self, lines: Scripted, move: Move, s: Situation, *, insider: bool) -> Reply:
        """Give the reply that a script has for this turn; it passes the guard like any other."""
        own = [
            Part(PartKind.LINE, f"{text}\n", own=not _reads_back(text, lines.read_back))
            for text in lines.said
        ]
        asked = [Part(PartKind.QUESTION, lines.asks, own=True)] if lines.asks else []
        bounds = self._bounds(move, s, insider=insider, gate_open=s.conversation.gate_open)
        bounds = replace(
            bounds, question=lines.asks, supplied=f"{bounds.supplied} {lines.read_back}"
        )
        passed = self._guarded(Draft((*own, *asked)), bounds, zlib.crc32(s.text.encode()))
        return Reply(text=passed.text, move=move.kind)

    def _look_ahead(self, move: Move) -> None:
        """Have what may be told looked at together: one by one takes three times as long."""
        short = (t.rendition.facets.get(Facet.IN_SHORT, "") for t in move.told)
        self._detectors.product_talk.scores([s for text in short for s in sentences(text)])

    def _guarded(self, draft: Draft, bounds: Bounds, seed: int) -> Draft:
        wrong = violations(draft, bounds)
        if not wrong:
            return draft
        logger.warning("reply mended: %s", ", ".join(sorted({v.rule for v in wrong})))
        mended = mend(draft, bounds)
        if mended.text and not violations(mended, bounds):
            return mended
        logger.error("reply replaced by a plain line")
        return Draft((Part(PartKind.LINE, self._wording.line("fallback", seed, {}), own=True),))

    def _checked(self, shown: StoryCard, bounds: Bounds) -> StoryCard:
        """A card that breaks a rule keeps its title alone."""
        if not breaks(shown.text, bounds):
            return shown
        logger.warning("card emptied: %s", shown.ref)
        return replace(shown, text="")

    def _tellable(self, sentence: str, *, free: bool) -> bool:
        return free or self._detectors.product_score(sentence) < PRODUCT_TALK

    def _bounds(self, move: Move, s: Situation, *, insider: bool, gate_open: bool) -> Bounds:
        shown: tuple[Told, ...] = (*move.told, *([move.nearest] if move.nearest else []))
        spans = [e.span for e in s.conversation.brief.entries]
        return Bounds(
            limit=s.limit,
            question=move.question.text if move.question else "",
            gate_open=insider or gate_open,
            asks=move.kind in (MoveKind.CONFIRM_BRIEF, MoveKind.CIRCLE_BACK),
            cleared={t.rendition.story_id: t.rendition.text for t in shown},
            secrets=frozenset(name for t in shown for name in t.secrets),
            supplied=" ".join([s.text, *spans]),
            product_talk=self._detectors.product_score,
            personal_data=_nobody if insider else self._detectors.people_in,
        )


def _untold(s: Situation, tellable: Callable[[str], bool], sentence: str) -> bool:
    """Whether a sentence may be told and was not yet."""
    return tellable(sentence) and not any(sentence in turn.text for turn in s.conversation.turns)


def _reads_back(text: str, theirs: str) -> bool:
    """Whether a line quotes what they said: those words are not ours."""
    said = " ".join(theirs.split())
    return any(q.rstrip("\u2026 ") in said for q in re.findall(r'"([^"]+)"', text)) and bool(said)


def _nobody(_text: str) -> Sequence[str]:
    """The vendor's own people read stories as they were written, names included."""
    return ()


def _asked(move: Move, passed: Draft) -> AskedQuestion | None:
    q = move.question
    if q is None or q.text not in passed.text:
        return None
    return AskedQuestion(q.id, q.field, q.aspect, q.text)
