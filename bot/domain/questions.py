"""Questions that help a person look at their own system, and choosing the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.brief import Aspect, Field

SEVERAL = "several"  # for people who see a thing differently, and for nobody else


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank. `for_whom`, `moment` and `room` say where it fits."""

    id: str
    field: Field
    text: str
    aspect: Aspect | None = None
    starts_with: str = "any"  # problem | opportunity | any
    for_whom: str = "anyone"
    moment: str = "any"  # early | any | late
    room: str = "any"  # any | private

    @property
    def topic(self) -> tuple[Field, Aspect | None]:
        """What the question is about; asked and answered by topic, not by wording."""
        return self.field, self.aspect


@dataclass(frozen=True, slots=True)
class Setting:
    """The circumstances in which a question would be asked."""

    private: bool
    starts_with: str
    late: bool
    several: bool = False  # put to people who see a thing differently
    seed: int = 0  # which of equally good questions


Topic = tuple[Field, Aspect | None]


def choose(
    bank: Sequence[Question], topics: Iterable[Topic], asked_ids: frozenset[str], setting: Setting
) -> Question | None:
    """Give a best fitting question on the first of these topics that has one left."""
    for topic in topics:
        fitting = [
            q for q in bank if q.topic == topic and q.id not in asked_ids and _fits(q, setting)
        ]
        if fitting:
            nearest = min(_distance(q, setting) for q in fitting)
            best = [q for q in fitting if _distance(q, setting) == nearest]
            return best[setting.seed % len(best)]
    return None


def _fits(question: Question, setting: Setting) -> bool:
    if question.room == "private" and not setting.private:
        return False
    if (question.for_whom == SEVERAL) != setting.several:
        return False
    return question.starts_with in ("any", setting.starts_with)


def _distance(question: Question, setting: Setting) -> int:
    """Prefer a question made for this start and not for another moment or person."""
    moment = "late" if setting.late else "early"
    off_start = question.starts_with != setting.starts_with
    off_person = question.for_whom not in ("anyone", SEVERAL)
    return 4 * (question.moment not in (moment, "any")) + 2 * off_person + off_start
