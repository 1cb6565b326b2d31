"""The brief as a document to take along, before it has a format: sections, groups, lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.brief import Aspect, Certainty, Entry, Field
from bot.domain.conversation import Conversation
from bot.domain.moves import MoveKind
from bot.domain.plain import HIDDEN
from bot.domain.questions import Topic
from bot.domain.story import Rendition
from bot.domain.telling import ENDED

HEADINGS: dict[Field, str] = {
    Field.SITUATION: "Where things stand",
    Field.PROBLEM: "The problem or opportunity",
    Field.TRIGGER: "Why now",
    Field.IMPACT: "What it costs or would bring",
    Field.ROOT_CAUSE: "What may lie behind it",
    Field.STAKEHOLDERS: "Who is part of it",
    Field.WORKAROUNDS: "What was tried",
    Field.DESIRED_OUTCOME: "What good would look like",
    Field.CONSTRAINTS: "What limits a change",
    Field.CHANGE_RISK: "What a change could break",
    Field.STATUS_QUO: "If nothing changes",
    Field.DECISION: "Where it comes out",
    Field.OPEN_QUESTIONS: "Still open",
}
INVOLVE, RISKS, STORIES, NEXT = (
    "Who to involve",
    "Changing, and not changing",
    "Stories that bore on it",
    "Next step",
)
STILL_OPEN = HEADINGS[Field.OPEN_QUESTIONS]
MOST_OPEN = 5  # topics nobody has talked about that are listed

_BY_ITSELF = (
    Field.SITUATION,
    Field.PROBLEM,
    Field.TRIGGER,
    Field.IMPACT,
    Field.ROOT_CAUSE,
    Field.WORKAROUNDS,
    Field.DESIRED_OUTCOME,
    Field.CONSTRAINTS,
)
_ASPECTS: dict[Aspect | None, str] = {
    Aspect.WHO_FEELS_IT: "Who lives with it",
    Aspect.WHO_MUST_AGREE: "Who has to agree",
    Aspect.WHO_IS_MISSING: "Who has not been asked yet",
}
_MARKS = {Certainty.MEASURED: "measured", Certainty.GUESS: "a guess"}
# What no file format bears: a second block of controls, halves of characters, what is none.
_UNPRINTABLE = re.compile("[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]")


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line, and in small print what there is to say about it."""

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together. The label is "" where a section has but one group."""

    label: str
    lines: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document, never empty."""

    heading: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class BriefDocument:
    """The brief as one reader takes it along. Every text in it is one line of plain words."""

    sections: tuple[Section, ...] = ()
    title: str = "Problem notes"
    empty: str = "Nothing is noted yet."


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the document and when, and what comes to it from outside the conversation.

    `stories` holds those that this reader may read now; `points` words the topics of the journey.
    """

    reader: str
    now: datetime
    operator: str
    stories: Mapping[str, Rendition]
    points: Mapping[Topic, str]


def brief_document(conversation: Conversation, reading: Reading) -> BriefDocument:
    """Write down what the reader may see of a conversation's brief; sections without words go."""
    page = _Page(conversation, reading)
    return BriefDocument(tuple(page.sections()))


class _Page:
    """One document being written."""

    def __init__(self, conversation: Conversation, reading: Reading) -> None:
        self._talk = conversation
        self._reading = reading
        self._brief = conversation.brief.visible_to(reading.reader)
        self._names = names_of(self._brief.standing())

    def sections(self) -> Iterator[Section]:
        """Give the sections in the order of the page."""
        for field in _BY_ITSELF:
            yield from _section(HEADINGS[field], self._by_person(field))
        yield from _section(INVOLVE, self._involved())
        yield from _section(RISKS, self._risks())
        yield from _section(STORIES, [Group("", self._stories())])
        steps = self._agreed()
        if not (steps or self._brief.standing() or self._stories()):
            return
        topics = self._open_topics()
        yield from _section(STILL_OPEN, self._still_open(topics if steps else topics[1:]))
        yield from _section(NEXT, [Group("", steps or self._suggested(topics))])

    def _by_person(self, field: Field) -> Sequence[Group]:
        """Where several people spoke of one thing, each has their own words under their name."""
        entries = self._brief.standing(field)
        people = list(dict.fromkeys(e.who for e in entries))
        if len(people) < 2:  # noqa: PLR2004 - one person needs no label
            return [Group("", self._said(entries))]
        return [
            Group(self._names[who], self._said([e for e in entries if e.who == who], named=True))
            for who in people
        ]

    def _involved(self) -> Sequence[Group]:
        entries = self._brief.standing(Field.STAKEHOLDERS)
        labels = [*_ASPECTS.values(), HEADINGS[Field.STAKEHOLDERS]]
        by_label = {label: [e for e in entries if _side(e) == label] for label in labels}
        return [Group(label, self._said(found)) for label, found in by_label.items()]

    def _risks(self) -> Sequence[Group]:
        both = (Field.CHANGE_RISK, Field.STATUS_QUO)
        return [Group(HEADINGS[f], self._said(self._brief.standing(f))) for f in both]

    def _stories(self) -> tuple[DocumentLine, ...]:
        known = self._reading.stories
        found = [known[s] for s in self._talk.in_order() if s in known]
        return tuple(DocumentLine(one_line(s.title), what_it_was(s)) for s in found)

    def _open_topics(self) -> list[Topic]:
        """What is open of the journey as far as this reader can tell, the most useful first."""
        points = self._reading.points
        # Progress over what the reader sees: a gap must not tell of another's private answer.
        progress = Conversation(self._talk.id, self._brief, declined=self._talk.declined).progress
        return [
            t for t in progress.open_topics() if t in points and t[0] is not Field.OPEN_QUESTIONS
        ]

    def _still_open(self, topics: Sequence[Topic]) -> Sequence[Group]:
        asked = self._said(self._brief.standing(Field.OPEN_QUESTIONS))
        points = tuple(DocumentLine(self._point(t)) for t in topics[:MOST_OPEN])
        return [Group("Asked here", asked), Group("Not talked about yet", points)]

    def _agreed(self) -> tuple[DocumentLine, ...]:
        """What was decided, and what someone has on their desk."""
        return (*self._said(self._brief.standing(Field.DECISION)), *self._asked(), *self._dates())

    def _asked(self) -> Iterator[DocumentLine]:
        turns = [t for t in self._talk.turns if t.move is MoveKind.HAND_OVER]
        for turn in turns[-1:]:
            who = self._names.get(turn.speaker, "someone here")
            operator = one_line(self._reading.operator)
            text = f"{operator} answers the wish for a person. This step is theirs."
            yield DocumentLine(text, f"asked by {who}, {day_of(turn.at)}")

    def _dates(self) -> Iterator[DocumentLine]:
        coming = [d for d in self._talk.dates if d.at > self._reading.now]
        for date in sorted(coming, key=lambda d: d.at)[:1]:
            text = f"On {date.at:%A} {day_of(date.at)}, Groundwork asks how it stands."
            yield DocumentLine(text, f"agreed with {self._names.get(date.who, 'someone here')}")

    def _suggested(self, topics: Sequence[Topic]) -> tuple[DocumentLine, ...]:
        """The most useful topic that is open, for whoever has spoken of the problem so far."""
        tellers = list(dict.fromkeys(e.who for e in self._brief.standing()))
        whose = f"with {self._names[tellers[0]]}" if len(tellers) == 1 else ""
        return tuple(DocumentLine(f"Find out {self._point(t)}.", whose) for t in topics[:1])

    def _point(self, topic: Topic) -> str:
        return one_line(self._reading.points[topic]).rstrip(".")

    def _said(self, entries: Sequence[Entry], *, named: bool = False) -> tuple[DocumentLine, ...]:
        """Give what was said; the name is left out where it stands above."""
        return tuple(
            DocumentLine(text, about_entry(e, "" if named else self._names[e.who]))
            for e in entries
            if (text := one_line(e.span))
        )


def one_line(text: str) -> str:
    """Give a text as one line, without what is hidden or cannot be written."""
    return " ".join(_UNPRINTABLE.sub("", HIDDEN.sub("", text)).split())


def _section(heading: str, groups: Sequence[Group]) -> Iterator[Section]:
    kept = tuple(g for g in groups if g.lines)
    if kept:
        yield Section(heading, kept)


def names_of(entries: Sequence[Entry]) -> dict[str, str]:
    """Name each person by the last name they went by; two of one name are told apart."""
    last = {e.who: one_line(e.who_name) or "someone" for e in entries}
    names: dict[str, str] = {}
    for who, name in last.items():
        same = sum(other == name for other in list(last.values())[: len(names)])
        names[who] = f"{name} ({same + 1})" if same else name
    return names


def _side(entry: Entry) -> str:
    return _ASPECTS.get(entry.aspect, HEADINGS[Field.STAKEHOLDERS])


def about_entry(entry: Entry, name: str) -> str:
    """Say who said it, when, and how sure it is."""
    marks = (_MARKS.get(entry.sure), "confirmed" if entry.confirmed else None)
    return ", ".join(part for part in (name, day_of(entry.said_at), *marks) if part)


def what_it_was(story: Rendition) -> str:
    """Say whose story it is and how it ended."""
    who = one_line(story.who or story.industry)
    ended = ENDED[story.outcome] if story.outcome else ""
    return " ".join(
        part for part in (f"{who[:1].upper()}{who[1:]}." if who else "", ended) if part
    )


def day_of(at: datetime) -> str:
    """Write a day as people do."""
    return f"{at.day} {at:%B %Y}"
