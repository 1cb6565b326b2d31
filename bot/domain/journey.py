"""The journey before any product talk: eight stages over the brief. A map, not a form.

A stage says what would help next. It is computed from the brief, never from a counter. The stages
cover the first steps of Morgen's buying decision path; `docs/glossary.md` has the sources.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from bot.domain.brief import Aspect, Brief, Field
from bot.domain.questions import Topic


class Stage(StrEnum):
    """What would help next, the earliest that is not behind the buyer."""

    CURIOUS = "curious"
    RECOGNISE = "recognise"
    DEFINE = "define"
    ASSEMBLE = "assemble"
    WORKAROUNDS = "workarounds"
    WEIGH_CHANGE = "weigh_change"
    AGREE = "agree"
    READY = "ready"


WHO_FEELS_IT: Topic = (Field.STAKEHOLDERS, Aspect.WHO_FEELS_IT)
WHO_MUST_AGREE: Topic = (Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE)
WHO_IS_MISSING: Topic = (Field.STAKEHOLDERS, Aspect.WHO_IS_MISSING)
WHAT_WAS_TRIED: Topic = (Field.WORKAROUNDS, Aspect.WHAT_WAS_TRIED)
FIX_IT_OURSELVES: Topic = (Field.WORKAROUNDS, Aspect.FIX_IT_OURSELVES)

TOPICS: dict[Stage, tuple[Topic, ...]] = {
    Stage.CURIOUS: ((Field.PROBLEM, None), (Field.SITUATION, None)),
    Stage.RECOGNISE: ((Field.PROBLEM, None),),
    Stage.DEFINE: (
        (Field.IMPACT, None),
        (Field.ROOT_CAUSE, None),
        (Field.TRIGGER, None),
        WHO_FEELS_IT,
    ),
    Stage.ASSEMBLE: (WHO_FEELS_IT, WHO_MUST_AGREE, WHO_IS_MISSING),
    Stage.WORKAROUNDS: (WHAT_WAS_TRIED, FIX_IT_OURSELVES),
    Stage.WEIGH_CHANGE: (
        (Field.CHANGE_RISK, None),
        (Field.STATUS_QUO, None),
        (Field.CONSTRAINTS, None),
        (Field.DESIRED_OUTCOME, None),
    ),
    Stage.AGREE: ((Field.OPEN_QUESTIONS, None), (Field.DECISION, None)),
    Stage.READY: (),
}


_TELL_OF_TROUBLE = (
    Field.TRIGGER,
    Field.IMPACT,
    Field.ROOT_CAUSE,
    Field.WORKAROUNDS,
    Field.DESIRED_OUTCOME,
    Field.STATUS_QUO,
)


class Progress:
    """What is settled: a topic has an entry, or the buyer chose not to answer it."""

    def __init__(self, brief: Brief, declined: frozenset[Topic] = frozenset()) -> None:
        self.brief = brief
        self.declined = declined

    def settled(self, topic: Topic) -> bool:
        """Say whether there is nothing left to ask on a topic."""
        return topic in self.declined or bool(self.brief.standing(*topic))

    def open_topics(self) -> Iterator[Topic]:
        """Give the topics that are not settled, those of the present stage first."""
        stages = list(Stage)
        seen: set[Topic] = set()
        for stage in stages[stages.index(self.stage) :]:
            for topic in TOPICS[stage]:
                if topic not in seen and not self._known(topic):
                    seen.add(topic)
                    yield topic

    def _known(self, topic: Topic) -> bool:
        """Whoever tells what it costs or what was tried has told of a problem, if not by name."""
        told = topic == (Field.PROBLEM, None) and self.brief.has(*_TELL_OF_TROUBLE)
        return told or self.settled(topic)

    @property
    def stage(self) -> Stage:
        """The earliest stage that is not behind them."""
        return next((s for s, behind in _BEHIND.items() if not behind(self)), Stage.READY)

    def all_settled(self, *topics: Topic) -> bool:
        """Say whether nothing is left to ask on any of these topics."""
        return all(self.settled(t) for t in topics)


def _defined(progress: Progress) -> bool:
    """Problem, plus one of impact, trigger and cause, from someone who lives it."""
    brief = progress.brief
    grounded = brief.has(Field.IMPACT, Field.TRIGGER, Field.ROOT_CAUSE)
    return brief.has(Field.PROBLEM) and grounded and _first_hand(progress)


def _first_hand(progress: Progress) -> bool:
    """Whoever names the problem also tells how it is lived, or says who does."""
    lived = (Field.SITUATION, Field.IMPACT, Field.WORKAROUNDS)
    tellers = {e.who for e in progress.brief.standing(Field.PROBLEM)}
    told = any(e.field in lived and e.who in tellers for e in progress.brief.standing())
    return told or progress.settled(WHO_FEELS_IT)


_BEHIND: dict[Stage, Callable[[Progress], bool]] = {
    Stage.CURIOUS: lambda p: bool(p.brief.standing()),
    Stage.RECOGNISE: lambda p: p.brief.has(Field.PROBLEM),
    Stage.DEFINE: _defined,
    Stage.ASSEMBLE: lambda p: p.all_settled(*TOPICS[Stage.ASSEMBLE]),
    Stage.WORKAROUNDS: lambda p: p.all_settled(*TOPICS[Stage.WORKAROUNDS]),
    Stage.WEIGH_CHANGE: lambda p: p.all_settled(*TOPICS[Stage.WEIGH_CHANGE][:2]),
    Stage.AGREE: lambda p: p.brief.has(Field.DECISION),
}
