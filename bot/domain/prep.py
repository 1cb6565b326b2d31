"""What helps one of the vendor's people to be of use to a buyer they meet, as a document.

It holds what the buyer said where this rep can read, in the buyer's words. Nothing in it is
scored, no stage is named, and nothing asks the rep to push.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.brief import Aspect, Brief, Entry, Field
from bot.domain.brief_document import (
    HEADINGS,
    BriefDocument,
    DocumentLine,
    Group,
    Section,
    about_entry,
    day_of,
    names_of,
    one_line,
    what_it_was,
)
from bot.domain.journey import Progress
from bot.domain.moves import Told, View
from bot.domain.open_rooms import OpenRoom
from bot.domain.questions import Question, Setting, choose
from bot.domain.several import DIFFER, apart
from bot.domain.situation import LATE, matter_of, starts_with
from bot.domain.story import Facet, Outcome, Rendition
from bot.domain.text import clip, sentences
from bot.domain.wording import Wording

QUESTIONS = 2
ENOUGH_TO_COUNT = 3
SENTENCE = 280  # characters of a story's own sentence
_PEOPLE: Mapping[Aspect, str] = {
    Aspect.WHO_FEELS_IT: "Who lives with it",
    Aspect.WHO_MUST_AGREE: "Who has to agree",
    Aspect.WHO_IS_MISSING: "Who has not been asked yet",
}
_LEARNED = (Facet.LESSONS, Facet.TURNING_POINT, Facet.FOUND_OUT, Facet.OUTCOME)


@dataclass(frozen=True, slots=True)
class Bring:
    """What may be worth bringing. `told` and those of the view may be told to the buyer."""

    told: tuple[Told, ...] = ()
    internal: tuple[Rendition, ...] = ()  # for the rep's own eyes
    view: View | None = None
    view_for: tuple[Told, ...] = ()
    view_against: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An account's open rooms taken together, and what may be worth bringing."""

    account: str
    rooms: tuple[OpenRoom, ...]
    bring: Bring = field(default_factory=Bring)

    @property
    def brief(self) -> Brief:
        """All that was said in these rooms, oldest first."""
        entries = [e for room in self.rooms for e in room.conversation.brief.entries]
        return Brief(tuple(sorted(entries, key=lambda e: e.said_at)))

    @property
    def progress(self) -> Progress:
        """What is settled in any of these rooms, declined questions among it."""
        declined = frozenset(t for room in self.rooms for t in room.conversation.declined)
        return Progress(self.brief, declined)

    @property
    def matter(self) -> str:
        """What it is about, as far as they have said: to look for stories."""
        return " ".join(matter_of(self.brief))[:600]

    def questions(self, wording: Wording) -> tuple[Question, ...]:
        """Give the questions that would help them most: open, and neither asked nor declined."""
        talks = [room.conversation for room in self.rooms]
        asked = frozenset(t for talk in talks for t in talk.asked_topics)
        known = frozenset(q for talk in talks for q in talk.asked_ids)
        setting = Setting(
            private=False,
            starts_with=starts_with(self.brief, ""),
            late=self.progress.stage in LATE,
        )
        chosen: list[Question] = []
        for topic in self.progress.open_topics():
            question = choose(wording.questions, [topic], known, setting)
            if question and topic not in asked and _of_another_field(question, chosen):
                chosen.append(question)
        return tuple(chosen[:QUESTIONS])


def _of_another_field(question: Question, chosen: Sequence[Question]) -> bool:
    return all(question.field is not other.field for other in chosen)


def prep_document(prepared: Prepared, wording: Wording, operator: str) -> BriefDocument:
    """Write the page of one preparation."""
    page = _Page(prepared, wording, operator)
    return BriefDocument(
        tuple(page.sections()), title=f"Meeting {one_line(prepared.account)}", empty=""
    )


def account_document(prepared: Prepared, wording: Wording, operator: str) -> BriefDocument:
    """Write down what an account has said where it may be read, and nothing of ours."""
    page = _Page(prepared, wording, operator)
    return BriefDocument(tuple(page.heard()), title=one_line(prepared.account), empty="")


def last_word(rooms: Sequence[OpenRoom]) -> str:
    """Give the day on which somebody last said something in these rooms, else nothing."""
    said = [e.said_at for room in rooms for e in room.conversation.brief.entries]
    answered = [t.at for room in rooms for t in room.conversation.turns]
    moments = [*said, *answered]
    return day_of(max(moments)) if moments else ""


class _Page:
    """One page being written."""

    def __init__(self, prepared: Prepared, wording: Wording, operator: str) -> None:
        self._prepared = prepared
        self._wording = wording
        self._operator = operator
        self._brief = prepared.brief
        self._names = names_of(self._brief.standing())

    def sections(self) -> Iterator[Section]:
        """Give the sections in the order of the page; those without a line are left out."""
        yield from self.heard()
        yield from _section("Worth bringing", *self._worth())
        yield from _section("For you alone", Group("", self._internal()))
        asked = tuple(DocumentLine(q.text) for q in self._prepared.questions(self._wording))
        yield from _section("Questions that could help them", Group("", asked))
        yield from _section("In the meeting", Group("", self._manners()))

    def heard(self) -> Iterator[Section]:
        """Give the sections that are made of what was said."""
        yield from _section("Where this is from", Group("", tuple(self._sources())))
        words = [
            Group(HEADINGS[f], self._said(self._brief.standing(f)))
            for f in Field
            if f is not Field.STAKEHOLDERS
        ]
        yield from _section("In their own words", *words)
        yield from _section("Where they differ", Group("", self._apart()))
        yield from _section("Who is part of it, and who is missing", *self._people())

    def _sources(self) -> Iterator[DocumentLine]:
        for room in self._prepared.rooms:
            for copy in room.conversation.passed:
                by = one_line(copy.who_name) or "someone there"
                yield DocumentLine(f"the page {by} passed on", day_of(copy.at))
            if room.conversation.turns or not room.conversation.passed:
                day = last_word([room])
                said = (
                    f"a {room.room.place} room" if room.conversation.turns else "words passed on"
                )
                yield DocumentLine(f"{said}, {room.room.channel}", f"last on {day}" if day else "")

    def _apart(self) -> tuple[DocumentLine, ...]:
        """Two views are of one room: people elsewhere may speak of another matter."""
        talks = [room.conversation for room in self._prepared.rooms]
        pairs = (apart(talk.brief, told=talk.has_said(DIFFER)) for talk in talks)
        return tuple(line for pair in pairs if pair for line in self._said(pair))

    def _people(self) -> Iterator[Group]:
        spoken = ", ".join(self._names.values())
        yield Group("Heard so far", (DocumentLine(spoken),) if spoken else ())
        standing = self._brief.standing
        for aspect, label in _PEOPLE.items():
            yield Group(label, self._said(standing(Field.STAKEHOLDERS, aspect)))
        settled = self._prepared.progress.settled
        unsaid = (p for a, p in _PEOPLE.items() if not settled((Field.STAKEHOLDERS, a)))
        yield Group("Not said yet", tuple(DocumentLine(p.lower()) for p in unsaid))

    def _worth(self) -> Iterator[Group]:
        bring = self._prepared.bring
        if bring.view is not None:
            claim = DocumentLine(one_line(bring.view.claim))
            caution = one_line(bring.view.not_for)
            lines = (claim, *([DocumentLine(f"Not for: {caution}")] if caution else []))
            yield Group("A point of view, to be waved away if it does not apply", lines)
            yield Group("Stories that speak for it", _lines(bring.view_for))
            yield Group("Stories that speak against it", _lines(bring.view_against))
        near = _lines(bring.told) or (DocumentLine(self._wording.line("prep_no_story", 0, {})),)
        yield Group("Stories near their case", (*near, *self._count()))

    def _count(self) -> Iterator[DocumentLine]:
        told = self._prepared.bring.told
        if len(told) >= ENOUGH_TO_COUNT:
            well = sum(t.rendition.outcome is Outcome.SUCCEEDED for t in told)
            counts = {"count": str(well), "total": str(len(told))}
            yield DocumentLine(self._wording.line("evidence_outcomes", 0, counts))

    def _internal(self) -> tuple[DocumentLine, ...]:
        found = self._prepared.bring.internal
        return tuple(DocumentLine(one_line(s.title), _source(s)) for s in found)

    def _manners(self) -> tuple[DocumentLine, ...]:
        values = {"operator": self._operator}
        keys = ("prep_product", "prep_limits")
        return tuple(DocumentLine(self._wording.line(key, 0, values)) for key in keys)

    def _said(self, entries: Sequence[Entry]) -> tuple[DocumentLine, ...]:
        return tuple(
            DocumentLine(text, about_entry(e, self._names[e.who]))
            for e in entries
            if (text := one_line(e.span))
        )


def _section(heading: str, *groups: Group) -> Iterator[Section]:
    kept = tuple(g for g in groups if g.lines)
    if kept:
        yield Section(heading, kept)


def _lines(told: Sequence[Told]) -> tuple[DocumentLine, ...]:
    return tuple(DocumentLine(_learned(t.rendition), _source(t.rendition)) for t in told)


def _learned(story: Rendition) -> str:
    """Give a story's title and, in its own words, what there was to learn."""
    facet = next((f for f in _LEARNED if story.facets.get(f)), None)
    first = sentences(story.facets[facet])[:1] if facet else []
    learned = clip(one_line(" ".join(first)), SENTENCE)
    return f"{one_line(story.title)}: {learned}" if learned else one_line(story.title)


def _source(story: Rendition) -> str:
    return f"{story.story_id}, {what_it_was(story)}".rstrip(", .")
