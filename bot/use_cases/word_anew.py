"""Having a language model word a reply anew, under the same guard; the plain one stands behind it.

The whole is made and checked before any of it is shown. What breaks a rule is worded once more,
with what was amiss; then the plain reply is given.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.draft import Draft, PartKind
from bot.domain.errors import ModelUnavailableError
from bot.domain.grounding import ground
from bot.domain.guard import Bounds, Violation, violations
from bot.domain.moves import Move
from bot.domain.read_along import worth_wording
from bot.domain.situation import Situation
from bot.ports.language import Likeness
from bot.ports.model import ModelSpeaker, Reading, Wanted

logger = logging.getLogger(__name__)

ATTEMPTS = 2
_EXCLAIMED = re.compile(r"!+(?=[\"')\]]*(?:\s|$))")
UNTOLD = "untold"  # a story is shown and not told

_GUIDE_TO = {
    "unfounded": "these sentences say what no source says; leave them out or keep to the source",
    "product_talk": "these sentences speak for a product; leave them out",
    "customer_named": "a customer was named; say who they are only as the story does",
    "personal_data": "a person was named or could be found by this; leave it out",
    "markup": "live markup was written; write plain text",
    "too_long": "it is too long; say less",
    "questions": "it asks; the question is added by others, so ask nothing",
    UNTOLD: "the story was not told; tell it, from its own sentences",
}


class WordAnew:
    """Words a guarded draft anew with a language model, where that is worth a call."""

    def __init__(self, speaker: ModelSpeaker, likeness: Likeness) -> None:
        self._speaker = speaker
        self._likeness = likeness

    async def __call__(
        self, plain: Draft, bounds: Bounds, turn: tuple[Move, Situation], reading: Reading
    ) -> Draft | None:
        """Give the draft to show in place of the plain one, None where that one stands."""
        move, s = turn
        if not worth_wording(move) or not _has_words(plain):
            return None
        held = replace(
            bounds,
            supplied=f"{bounds.supplied} {_joined(plain, own=False)}",
            own=_joined(plain, own=True),
            alike=self._likeness,
        )
        question = [p for p in plain.parts if p.kind is PartKind.QUESTION]
        room = bounds.limit - sum(len(p.text) + 1 for p in question)
        wanted = Wanted(move, plain, room, s.text, s.conversation)
        for _ in range(ATTEMPTS):
            text = await self._worded(wanted, reading)
            if text is None:
                return None
            draft = Draft((*ground(text, held.sources, held.alike).parts, *question))
            wrong = _amiss(draft, plain, held)
            if not wrong:
                return draft
            logger.warning("model's wording refused: %s", ", ".join(sorted({*_rules(wrong)})))
            wanted = replace(wanted, amiss=tuple(_told(draft, wrong)))
        return None

    async def _worded(self, wanted: Wanted, reading: Reading) -> str | None:
        try:
            return _tidied(await self._speaker.word(wanted, reading))
        except ModelUnavailableError as error:
            logger.warning("worded without the model: %s", error.reason)
            return None


def _has_words(plain: Draft) -> bool:
    """Whether there is anything to word beside the question, which stands as it is."""
    return any(p.kind is not PartKind.QUESTION and p.text.strip() for p in plain.parts)


def _joined(plain: Draft, *, own: bool) -> str:
    """Give the plain reply's lines that are ours alone, or those that hold the room's words."""
    apart = (PartKind.STORY, PartKind.QUESTION)
    return " ".join(p.text for p in plain.parts if p.own is own and p.kind not in apart)


def _amiss(draft: Draft, plain: Draft, bounds: Bounds) -> Sequence[Violation]:
    """Give what is wrong with a worded draft: the guard's rules, and a story left untold."""
    found = violations(draft, bounds)
    tells = {p.story_id for p in draft.parts if p.kind is PartKind.STORY}
    wanted = {p.story_id for p in plain.parts if p.kind is PartKind.STORY}
    return [*found, *(Violation(UNTOLD, -1) for _ in wanted - tells)]


def _rules(wrong: Sequence[Violation]) -> Sequence[str]:
    return [violation.rule for violation in wrong]


def _told(draft: Draft, wrong: Sequence[Violation]) -> Sequence[str]:
    """Say what was amiss, in the words of the attempt, for the next one."""
    said = []
    for rule in dict.fromkeys(_rules(wrong)):
        what = _GUIDE_TO.get(rule, rule)
        parts = [draft.parts[v.part].text for v in wrong if v.rule == rule and v.part >= 0]
        said.append(f"{what}: {' / '.join(parts)}" if parts else what)
    return said


def _tidied(text: str) -> str:
    """Take off what models put around a reply; the manners of the house come back."""
    bare = text.strip().strip('"').strip()
    return " ".join(_EXCLAIMED.sub(".", bare).split())
