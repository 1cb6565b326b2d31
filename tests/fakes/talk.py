"""A small world behind the channels: it answers, takes notes and shows stories."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.adapters.documents.docx_notes import DocxNotes
from bot.adapters.documents.markdown_notes import MarkdownNotes
from bot.adapters.documents.reportlab_notes import ReportlabNotes
from bot.domain.audience import Visibility, audience_of, clearance_for
from bot.domain.brief import Brief, Certainty, Entry, Field
from bot.domain.brief_document import Reading, brief_document
from bot.domain.conversation import Conversation
from bot.domain.events import Action, File, Message, Press, Submission
from bot.domain.moves import MoveKind, Told
from bot.domain.reply import AskedQuestion, Attachment, Reply, StoryCard, Suggestion
from bot.domain.story import Facet, Outcome, Rendition
from bot.ports.turns import Line
from bot.ports.turns import Outcome as TurnOutcome
from bot.use_cases.read import RoomView, conversation_id
from bot.use_cases.respond import Answer
from bot.use_cases.take_along import TakeAlong

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
QUESTION = AskedQuestion("impact-1", Field.IMPACT, None, "What does a late close cost you?")


def rendition(ref, title, visibility=Visibility.PUBLIC, **more):
    facets = {
        Facet.SITUATION: "Nine plants, one ledger.\n\nEach closed on its own day.",
        Facet.PROBLEM: "The close took nine days.",
        Facet.LESSONS: "Ask these first:\n- who waits\n- for what",
    }
    values = {"who": "a logistics group", "outcome": Outcome.FAILED, "industry": "logistics"}
    values |= {"facets": facets} | more
    return Rendition(f"id-{ref}", ref, title, visibility=visibility, **values)


SHELF = (
    rendition("s1", "The close that was not finance's"),
    rendition("s2", "Boxes of <b>twelve</b>", Visibility.PROSPECTS, outcome=Outcome.STOPPED),
    rendition("s3", "What we never told", Visibility.INTERNAL, outcome=Outcome.PARTLY),
)


async def _document(conversation, speaker, room, now):
    return brief_document(conversation, Reading(speaker.id, now, "Northstar", {}, {}))


@dataclass
class FakeTalk:
    """Fills the shapes of `Respond` and `Read`; `.read` is itself."""

    stories: tuple[Rendition, ...] = SHELF
    events: list = field(default_factory=list)
    lines: dict = field(default_factory=dict)  # conversation -> lines that were posted
    briefs: dict = field(default_factory=dict)
    broken: bool = False

    @property
    def read(self):
        return self

    async def respond(self, event):
        if self.broken:
            raise RuntimeError("secret detail of a failure")
        known = [n for n, e in enumerate(self.events) if e.key == event.key]
        if known:
            return Answer(TurnOutcome.REPLIED, None, known[0])
        self.events.append(event)
        reply = self._reply(event)
        text = event.text if isinstance(event, Message) else ""
        line = Line(event.at, event.speaker.id, event.speaker.name, text, reply)
        self.lines.setdefault(conversation_id(event.room), []).append(line)
        return Answer(TurnOutcome.REPLIED, reply, len(self.events) - 1)

    async def shelf(self, speaker, room):
        allowed = clearance_for(audience_of(speaker, room))
        return [s for s in self.stories if s.visibility in allowed]

    async def search(self, speaker, room, text):
        found = await self.shelf(speaker, room)
        return [
            Told(s, Facet.PROBLEM, 0.8, "Both wait for others.") for s in found
        ], "close" in text

    async def story(self, speaker, room, ref):
        return next((s for s in await self.shelf(speaker, room) if s.ref == ref), None)

    async def room(self, speaker, room):
        where = conversation_id(room)
        brief = self.briefs.get(where, Brief()).visible_to(speaker.id)
        return RoomView(tuple(self.lines.get(where, ())), brief, gate_open=False)

    async def notes(self, speaker, room, kind):
        brief = (await self.room(speaker, room)).brief
        talk = Conversation(conversation_id(room), brief)
        writers = (MarkdownNotes(), DocxNotes(), ReportlabNotes())
        return await TakeAlong(_document, writers, self)(talk, speaker, room, kind)

    def now(self):
        return NOW

    def _reply(self, event):
        where = conversation_id(event.room)
        self.briefs[where] = _noted(event, self.briefs.get(where, Brief()))
        if isinstance(event, Message):
            return self._story_reply(event)
        if isinstance(event, File):
            review = Attachment("review", event.name, "# Review\n\n- The outcome is missing")
            return Reply("Read it.", MoveKind.REVIEW, attachments=(review,))
        return Reply("Done.", MoveKind.CORRECT)

    def _story_reply(self, event):
        allowed = clearance_for(audience_of(event.speaker, event.room))
        story = next(s for s in reversed(self.stories) if s.visibility in allowed)
        card = StoryCard(
            story.story_id,
            story.ref,
            story.title,
            str(story.visibility),
            "A logistics group. They first bought a tool, and nothing changed.",
            outcome=str(story.outcome),
            why="Both wait for other people's numbers.",
            badge=str(story.visibility),
        )
        first = not self.lines.get(conversation_id(event.room))
        return Reply(
            "Nine days is long. One that is close to this: " + QUESTION.text,
            MoveKind.SHARE_STORY,
            question=QUESTION,
            stories=(card,),
            suggestions=(Suggestion("skip", "Skip this one"),),
            small_print="Everyone here can read this." if first else "",
        )


def _noted(event, brief):
    match event:
        case Message():
            return brief if event.speaker.insider else brief.add(_entry(event))
        case Submission():
            return brief.correct(event.entry_id, _entry(event))
        case Action(press=Press.WITHDRAW):
            return brief.withdraw(event.target, event.speaker.id)
        case Action(press=Press.CONFIRM):
            return brief.show(0, *Field).confirm(event.speaker.id, 1)
    return brief


def _entry(event):
    entry = Entry(
        f"{event.key}/0",
        Field.PROBLEM,
        event.text,
        event.speaker.id,
        event.at,
        Certainty.GUESS,
        who_name=event.speaker.name,
    )
    return replace(entry, span=" ".join(event.text.split()))
