"""How much, put in a few words: what a question for a number is answered with."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.brief import Field
from bot.domain.heard import HeardEntry

_LONGEST = 8  # words; whoever says more tells more, which the heads hear
_MEASURE = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|half|quarter|couple"
    r"|few|several|most)\b)[\w\s.,/-]*?(?:%|\b(?:percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?"
    r"|years?|shifts?|people|persons?|times|cases|orders|euros?|dollars?|pounds?|k)\b)",
    re.IGNORECASE,
)


def estimates(cut: Sequence[str], entries: Sequence[HeardEntry]) -> Iterator[HeardEntry]:
    """Give the few words that answer how much: a guess is an answer, however it is put."""
    if any(e.field is Field.IMPACT for e in entries):
        return
    heard = {e.span for e in entries}
    for clause in cut:
        span = clause.rstrip(" ,;")
        if _MEASURE.search(span) and len(span.split()) <= _LONGEST and span not in heard:
            yield HeardEntry(Field.IMPACT, span)
            return
