"""Events, conversations and stories with every field in use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from bot.domain.audience import Place, Role, Room, Speaker, Visibility
from bot.domain.audit import AuditLine
from bot.domain.brief import Aspect, Brief, Certainty, Circle, Entry, Field
from bot.domain.conversation import AgreedDate, Conversation, Turn
from bot.domain.events import Action, Addressee, File, Message, Press, Submission, Timer
from bot.domain.gate import Gate
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.domain.moves import MoveKind
from bot.domain.rendition import render_for_outsiders
from bot.domain.reply import AskedQuestion, Attachment, Reply, StoryCard, Suggestion
from bot.domain.story import (
    Consent,
    Facet,
    Hold,
    Outcome,
    Peer,
    Status,
    StoredStory,
    Story,
)
from bot.ports.turns import Outcome as TurnOutcome
from bot.ports.turns import TurnCommit

AT = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
NEW_YORK = timezone(timedelta(hours=-5))

ROOM = Room("C1", "slack", Place.SHARED, "acme")
OTHER_ROOM = Room("D7", "slack", Place.DM, "acme")
CONVERSATION = "slack:C1"
ANA = Speaker("slack:U1", "Ana Ünal 🦉")
REP = Speaker("slack:U9", "Jo", insider=True, role=Role.REP)

WORDS = "Die Prognose ist falsch — التوقعات خاطئة 🧭\n\t„3.400“ \u202ereversed\u202c \u0000 end"


def message(key="m1", text="the forecast is always wrong", **changes):
    event = Message(key=key, room=ROOM, speaker=ANA, at=AT, text=text, to=Addressee.ROOM)
    return replace(event, **changes)


def timer(key="t1", at=AT):
    return Timer(
        key=key,
        room=ROOM,
        speaker=ANA,
        at=at,
        kind="circle_back",
    )


COMMON = {"room": ROOM, "speaker": REP, "at": AT.astimezone(NEW_YORK)}
EVERY_EVENT = [
    message("message", WORDS),
    Action(key="action", press=Press.NOT_LIKE_US, target="s-1", **COMMON),
    Submission(key="submission", entry_id="e1", text="31 of 50 ✔", **COMMON),
    File(key="file", name="histoire é.md", content=bytes(range(256)), **COMMON),
    timer("timer"),
    Message(key="bare", room=Room("x", "web"), speaker=Speaker("anon"), at=AT, text=""),
]

QUESTION = AskedQuestion("agree-1", Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE, "Who must agree?")

REPLY = Reply(
    text="I hear two questions: how close, and what for. 🧭",
    move=MoveKind.SHARE_STORY,
    question=QUESTION,
    stories=(
        StoryCard("dates", "r-1", "One deal", "prospects", "A maker", "partly", "why", "badge"),
    ),
    attachments=(Attachment("brief", "notes.md", "# Notes\n\n- „20 %“"),),
    suggestions=(Suggestion("yes", "Yes"), Suggestion("no", "No")),
    small_print="Everyone here can read this.",
)

HEARD = Heard(
    intents=frozenset({Intent.DESCRIBE, Intent.ASK_STORY}),
    entries=(HeardEntry(Field.IMPACT, "two days", Certainty.MEASURED, Aspect.WHO_FEELS_IT),),
    assent=Assent.YES,
    cues=frozenset({Cue.THANKS, Cue.WALL}),
    language="de",
    forget_span="Raj",
)


def full_conversation(turns=2):
    """A conversation in which nothing is left at its default."""
    entries = (
        Entry("e1", Field.PROBLEM, WORDS, ANA.id, AT, Certainty.MEASURED, None, Circle.MINE),
        Entry(
            id="e2",
            field=Field.STAKEHOLDERS,
            span="the plant managers",
            who=ANA.id,
            said_at=AT.astimezone(NEW_YORK),
            aspect=Aspect.WHO_FEELS_IT,
            circle=Circle.PASSED,
            who_name=ANA.name,
            shown_in=1,
            confirmed=True,
        ),
        Entry("e3", Field.DECISION, "wait", ANA.id, AT, replaced_by="e4"),
        Entry("e4", Field.DECISION, "", ANA.id, AT, withdrawn=True),
    )
    return Conversation(
        id=CONVERSATION,
        brief=Brief(entries),
        turns=tuple(full_turn(n) for n in range(turns)),
        declined=frozenset({(Field.TRIGGER, None), (Field.STAKEHOLDERS, Aspect.WHO_IS_MISSING)}),
        gate=Gate(frozenset({"e1", "e3"})),
        not_like_us=frozenset({"dates"}),
        pending=QUESTION,
        awaits="confirm_brief",
        told_who_reads=True,
        dates=(AgreedDate(AT, "web:priya"),),
    )


def full_turn(n):
    return Turn(
        n=n,
        at=AT + timedelta(minutes=n),
        speaker=ANA.id,
        move=MoveKind.ASK,
        question=QUESTION,
        story_ids=("dates", "close"),
        read_back=True,
        text="Who must agree? " * 10,
        line="ask.1",
    )


def commit_of(accepted, **changes):
    """The turn that answers an accepted event."""
    turn = TurnCommit(
        inbox_id=accepted.inbox_id,
        room=ROOM,
        outcome=TurnOutcome.REPLIED,
        at=AT,
        conversation=full_conversation(),
        reply=REPLY,
        heard=HEARD,
        versions={"lines": "v1", "questions": "v2"},
        timers=(timer(at=AT + timedelta(days=14)),),
        audit=(AuditLine("gate_opened", {"conversation": CONVERSATION}),),
    )
    return replace(turn, **changes)


def silent(accepted, **changes):
    """The turn that leaves an accepted event without a reply."""
    return commit_of(
        accepted,
        **{
            "outcome": TurnOutcome.SILENT,
            "reason": "colleagues talk among themselves",
            "reply": None,
            "timers": (),
            "audit": (),
            **changes,
        },
    )


STORY = Story(
    id="dates",
    title="One deal, three dates",
    visibility=Visibility.PROSPECTS,
    facets={
        Facet.PROBLEM: "Northwind argued for two years. 📅",
        Facet.SITUATION: "Nine plants.",
        Facet.PRODUCT_NOTES: "Not shown.",
    },
    status=Status.APPROVED,
    outcome=Outcome.PARTLY,
    customer="Northwind",
    aliases=("NW", "NWF"),
    people={"Lena Roth": "group controller"},
    shown_as="a machine builder",
    industry="machinery",
    size="1000-5000",
    roles=("controller", "plant manager"),
    starts_with="opportunity",
    consent=Consent("controller", "anonymised", date(2026, 3, 2), date(2028, 3, 2), "Jo"),
    owner="stories@example.com",
    review_by=date(2027, 3, 1),
    told_by="customer",
    our_part="none",
    evidence="measured",
    as_of="2026-02",
    peer=Peer(willing=True, limit="2 a quarter"),
    attribution="CC-BY",
    inferred=frozenset({"outcome", "people"}),
)


def stored(story=STORY, version=1, **changes):
    record = StoredStory(
        story=story,
        ref=f"ref-{story.id}",
        version=version,
        content_hash="0f3a",
        path=f"/stories/{story.id}.md",
        root="/stories",
        outsiders=render_for_outsiders(story, f"ref-{story.id}", {}),
    )
    return replace(record, **changes)


def held(story=STORY):
    return replace(story, holds=(Hold("a name that cannot be replaced", "take it out"),))
