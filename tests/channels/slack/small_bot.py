"""A small bot behind the real door: it notes each sentence, and has a story for each audience."""

import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.adapters.documents.markdown_notes import MarkdownNotes
from bot.adapters.documents.reportlab_notes import ReportlabNotes
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_queue import SqlQueue
from bot.adapters.sql.sql_timers import SqlTimers
from bot.adapters.sql.sql_writers import SqlWriters
from bot.bootstrap.clock import SystemClock
from bot.domain.audience import Audience, Role, Visibility, audience_of, clearance_for
from bot.domain.brief import Circle, Entry, Field
from bot.domain.brief_document import Reading, brief_document
from bot.domain.conversation import Turn
from bot.domain.events import Action, File, Message, Press
from bot.domain.heard import Heard, HeardEntry
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Attachment, Reply, StoryCard, Suggestion
from bot.ports.turns import Outcome, TurnCommit
from bot.use_cases.hearing import as_message, revised
from bot.use_cases.overhear import Overhear
from bot.use_cases.press import PressButton
from bot.use_cases.read import Read
from bot.use_cases.respond import Desk, Ledger, Respond, Trace, Worked
from bot.use_cases.take_along import TakeAlong
from bot.use_cases.take_feedback import TakeFeedback
from tests.fakes.talk import QUESTION, rendition

SECRET = "What we never told anyone outside"
SHELF = (
    rendition("s1", "The close that was not finance's", Visibility.PROSPECTS),
    rendition("s3", SECRET, Visibility.INTERNAL),
)
SMALL_PRINT = "Run by Northstar. Everyone here can read this."


class FakeFind:
    """Opens what is cleared."""

    async def open(self, ref, clearance, *, gate_open):
        return next((s for s in SHELF if s.ref == ref and s.visibility in clearance), None)


class FakeShown:
    async def note(self, story_id, room, at, who):
        pass


class SmallGuide:
    """Answers with the best story that may be read there, and keeps what outsiders said."""

    def __init__(self, clock):
        self._clock = clock
        self._press = PressButton(FakeFind())
        self.reply = None  # the next reply, where a test wants another
        self.broken = False

    async def __call__(self, pending, conversation):
        if self.broken:
            raise RuntimeError("secret detail of a failure")
        event = as_message(pending.event)
        match event:
            case Message(revises=first) if first:
                heard = Heard(entries=(HeardEntry(Field.PROBLEM, event.text),))
                return self._commit(pending, revised(conversation, heard, event), None)
            case Message():
                return self._answered(pending, event, conversation)
            case Action(press=Press.TAKE_BACK):
                reply = Reply("Taken back.", MoveKind.MIND_ROOM, replaces=event.target)
                return self._commit(pending, conversation, reply)
            case File():
                review = Attachment("review", f"{event.name} - review.md", "# Review\n\n- fine")
                reply = Reply("Read it.", MoveKind.REVIEW, attachments=(review,))
                return self._commit(pending, conversation, reply)
        pressed = await self._press(event, conversation)
        silent = pressed.move.kind is MoveKind.STAY_SILENT
        reply = None if silent else Reply(f"Done: {pressed.move.line}.", pressed.move.kind)
        return self._commit(pending, pressed.conversation, reply)

    def _answered(self, pending, event, conversation):
        if event.text == "leave":
            reply = Reply("I leave this room.", MoveKind.MIND_ROOM, leaves=True)
            return self._commit(pending, conversation, reply)
        if event.text.lower().startswith("thanks"):
            reply = Reply("", MoveKind.ACKNOWLEDGE, reaction="+1")
            return self._commit(pending, conversation, reply)
        insiders = audience_of(event.speaker, event.room) is Audience.INSIDERS
        if not event.speaker.insider and event.text:
            conversation = replace(conversation, brief=conversation.brief.add(_entry(event)))
        reply = self.reply or _story(event, insiders=insiders, first=not conversation.turns)
        if "notes" in event.text.lower():
            page = Attachment("brief", "problem-notes.md", "# Notes")
            reply = Reply("Here they are.", MoveKind.SHOW_BRIEF, attachments=(page,))
        turn = Turn(conversation.next_n, event.at, event.speaker.id, reply.move, text=reply.text)
        return self._commit(pending, conversation.with_turn(turn), reply)

    def _commit(self, pending, conversation, reply):
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=pending.event.room,
            outcome=Outcome.REPLIED if reply else Outcome.SILENT,
            at=self._clock.now(),
            conversation=conversation,
            reply=reply,
        )
        return Worked(commit, Trace(Heard(), Move(MoveKind.FIND), conversation))


def _story(event, *, insiders, first):
    allowed = clearance_for(audience_of(event.speaker, event.room))
    story = next(s for s in reversed(SHELF) if s.visibility in allowed)
    card = StoryCard(
        story.story_id,
        story.ref,
        story.title,
        str(story.visibility),
        "A logistics group. They first bought a tool, and nothing changed.",
        outcome=str(story.outcome),
        why="Both wait for other people's numbers.",
        badge=str(story.visibility) if insiders else "",
    )
    return Reply(
        f"Nine days is long. {QUESTION.text}",
        MoveKind.SHARE_STORY,
        question=QUESTION,
        stories=(card,),
        suggestions=(Suggestion("skip", "Skip this one"),),
        small_print=SMALL_PRINT if first else "",
    )


def _entry(event):
    circle = Circle.MINE if event.room.place == "dm" else Circle.ROOM
    return Entry(
        f"{event.key}/0", Field.PROBLEM, event.text, event.speaker.id, event.at, circle=circle
    )


async def _document(conversation, speaker, room, now):
    return brief_document(conversation, Reading(speaker.id, now, "Northstar", {}, {}))


@dataclass
class SmallBot:
    """What the channel is handed."""

    respond: Respond
    read: Read
    guide: SmallGuide
    ledger: Ledger
    roles: dict
    posters: dict
    overhear: Overhear

    async def role_of(self, person):
        return self.roles.get(person)

    async def brief(self, room_id):
        return (await self.ledger.conversations.load(f"slack:{room_id}")).brief


@asynccontextmanager
async def small_bot(tables, folder, worker="worker"):
    """Open a bot on the database of a folder; made where there is none."""
    if not (folder / "records.db").exists():
        shutil.copy(tables, folder / "records.db")
    database = await open_database(f"sqlite:///{folder}/records.db")
    clock = SystemClock()
    ledger = Ledger(
        SqlInbox(database),
        SqlConversations(database),
        SqlOutbox(database),
        SqlTimers(database),
        SqlQueue(database),
    )
    guide = SmallGuide(clock)
    posters = {}
    respond = Respond(
        ledger,
        dict.fromkeys(Role, TakeFeedback(guide, clock)),
        Desk(worker, clock, "Something broke on our side. Please write it again.", posters),
    )
    take_along = TakeAlong(_document, (MarkdownNotes(), ReportlabNotes()), clock)
    read = Read(ledger.conversations, FakeFind(), FakeShown(), clock, take_along)
    try:
        overhear = Overhear(SqlWriters(database))
        yield SmallBot(respond, read, guide, ledger, {}, posters, overhear)
    finally:
        await database.close()
