"""Asked on about the story that was just told: more of that one, in its own sentences."""

import re

from bot.domain.heard import Cue
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.situation import Situation
from bot.domain.story import Facet

_ASKED_FOR: tuple[tuple[str, tuple[Facet, ...]], ...] = (
    (
        r"wrong|fail|mistake|trouble|regret|difficult|hard|didn't work|not work",
        (Facet.ATTEMPTS, Facet.LATER, Facet.FEARED),
    ),
    (
        r"learn|lesson|advice|different|again|recommend",
        (Facet.LESSONS, Facet.NOT_FOR, Facet.LATER),
    ),
    (r"who\b|people|team|boss|persua|convinc|agree", (Facet.PEOPLE, Facet.MISSING)),
    (r"why|cause|find out|found out|notice|know|realis|realiz", (Facet.FOUND_OUT, Facet.NOTICED)),
    (
        r"end|outcome|result|turn out|work out|worked|last|now|today|since|save|long|cost",
        (Facet.OUTCOME, Facet.LATER),
    ),
)
_LATELY = 3  # turns; what was told before is no longer "they"
_OTHERWISE = (Facet.TURNING_POINT, Facet.DECIDED, Facet.ATTEMPTS, Facet.OUTCOME)
_THE_REST = (*_OTHERWISE, Facet.FOUND_OUT, Facet.LATER, Facet.LESSONS, Facet.UNSORTED)


def tell_on(s: Situation) -> Move | None:
    """Tell more of the story that was told last, beginning with what was asked."""
    if not s.heard.has(Cue.THAT_STORY) or s.heard.has(Cue.ANOTHER_EXAMPLE, Cue.REPEAT):
        return None
    lately = [t for t in s.conversation.turns if t.move is not MoveKind.TELL_ON][-_LATELY:]
    told = next((turn.story_ids for turn in reversed(lately) if turn.story_ids), ())
    if not told:
        return None
    want = StoryWant(s.text, story_id=told[0], facets=_facets(s.text))
    return Move(MoveKind.TELL_ON, want=want)


def _facets(text: str) -> tuple[Facet, ...]:
    said = text.replace("\u2019", "'")
    asked = next((f for words, f in _ASKED_FOR if re.search(words, said, re.IGNORECASE)), ())
    return tuple(dict.fromkeys((*asked, *_THE_REST)))
