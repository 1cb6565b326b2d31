"""Two accounts, rooms of each, and what is said and kept there; to be forgotten again."""

from dataclasses import replace

from sqlalchemy import inspect, text

from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.domain.audience import Audience, Place, Role, Room, Speaker
from bot.domain.audit import AuditLine
from bot.domain.brief import Brief, Entry, Field
from bot.domain.conversation import AgreedDate, Turn
from bot.domain.events import Message, Timer
from bot.domain.gaps import Gap
from bot.domain.hand_over import HandOver, Wish
from bot.domain.heard import Heard, HeardEntry
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply
from bot.ports.turns import Outcome, TurnCommit
from tests.adapters.sql.sql_samples import AT

SHARED = Room("CHALL", "slack", Place.SHARED, "acme")
DM = Room("DPRIV", "slack", Place.DM, "acme")
ELSEWHERE = Room("C9", "slack", Place.SHARED, "umbrella")
REPS = Room("D8", "slack", Place.DM)
PRIYA = Speaker("slack:UPRIYA", "Priya Nandakumar")
BOB = Speaker("slack:UBOB", "Bob")
ZOE = Speaker("slack:UZOE", "Zoe")
REP = Speaker("slack:UREP", "Jo", insider=True, role=Role.REP)
SAID = "counting returns twice takes us two whole days"
PRIVATELY = "I fear that my manager hides the write-offs"
BOBS = "the scanners are too slow for the night shift"


def entry(key, who, span):
    return Entry(f"{key}/0", Field.PROBLEM, span, who.id, AT, who_name=who.name)


async def turn(database, key, room, who, words, **changes):
    """Somebody says something, and it is answered with their words read back."""
    message = Message(key=key, room=room, speaker=who, at=changes.pop("at", AT), text=words)
    accepted = await SqlInbox(database).accept(message)
    conversations = SqlConversations(database)
    lease = await conversations.lease(accepted.conversation_id, "worker", 60)
    before = await conversations.load(accepted.conversation_id)
    brief = Brief((*before.brief.entries, entry(key, who, words)))
    n = before.next_n
    done = Turn(n, message.at, who.id, MoveKind.ASK, text=f"You said: {words}. And then?")
    after = replace(before, brief=brief, dates=(AgreedDate(AT, who.id),)).with_turn(done)
    page = Attachment("brief", "notes.md", f"# Notes\n\n{who.name}: {words}")
    reply = Reply(f"You said: {words}. And then?", MoveKind.ASK, attachments=(page,))
    commit = TurnCommit(
        inbox_id=accepted.inbox_id,
        room=room,
        outcome=Outcome.REPLIED,
        at=message.at,
        conversation=None if who.insider else after,
        reply=changes.pop("reply", reply),
        heard=Heard(entries=(HeardEntry(Field.PROBLEM, words),)),
        timers=(_timer(key, room, who),),
        audit=(_asked(room, who), AuditLine("gate_opened", {"speaker": who.id})),
        gap=_gap(room, accepted.conversation_id, words),
        hand_over=HandOver(f"wish-{key}", Wish.PERSON, who.id, AT, asked=(REP.id,)),
        **changes,
    )
    await conversations.commit(commit, lease)
    await conversations.release(lease)


def _timer(key, room, who):
    name = f"back:{key}"
    return Timer(key=name, room=room, speaker=who, at=AT, kind="circle_back")


def _asked(room, who):
    ids = {"speaker": who.id, "account": room.account}
    return AuditLine("person_requested", {**ids, "conversation": f"{room.channel}:{room.id}"})


def _gap(room, conversation_id, words):
    audience = Audience.OUTSIDERS
    return Gap(AT, Role.PROSPECT, audience, room.account, conversation_id, words, "en")


async def everything(database):
    """All rows of all tables, as one text."""

    def work(connection):
        names = inspect(connection).get_table_names()
        return "\n".join(
            repr(tuple(row))
            for name in names
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        )

    return await database.read(work)
