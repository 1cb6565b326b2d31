"""Asked what would come of a change, or of leaving things as they are: somebody who knows."""

from bot.domain.heard import Cue, Intent
from bot.domain.moves import Move, MoveKind, StoryWant
from bot.domain.situation import Situation
from bot.domain.story import Facet, Outcome

_LEFT_IT = (Outcome.STOPPED, Outcome.ONGOING)


def weigh(s: Situation) -> Move | None:
    """Tell of someone who left it, or of what a change cost; plainly so where none fits."""
    if s.heard.wants(Intent.DECIDE) or not s.conversation.brief.standing():
        return None
    if s.heard.has(Cue.IF_NOTHING):
        facets = (Facet.LATER, Facet.OUTCOME, Facet.DECIDED)
        want = StoryWant(s.about, must=True, facets=facets, outcomes=_LEFT_IT)
    elif s.heard.has(Cue.IF_CHANGED):
        facets = (Facet.FEARED, Facet.ATTEMPTS, Facet.LATER)
        want = StoryWant(s.about, must=True, facets=facets)
    else:
        return None
    return Move(MoveKind.SHARE_STORY, want=want)
