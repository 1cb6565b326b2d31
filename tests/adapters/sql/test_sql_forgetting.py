"""Whatever is forgotten is gone from every table, and from the files of the embedded database."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text

from bot.adapters.sql.engine import open_database
from bot.adapters.sql.forgetting.rules import KEPT, RULES
from bot.adapters.sql.forgetting.sql_forgetting import SqlForgetting
from bot.adapters.sql.schema import metadata, model_calls, model_refusals
from bot.adapters.sql.sql_audit import SqlAudit
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_shown import SqlShown
from bot.adapters.sql.sql_timers import SqlTimers
from bot.adapters.sql.sql_writers import SqlWriters
from bot.domain.audience import Role, Speaker
from bot.domain.conversation import Conversation
from bot.domain.errors import LeaseLostError
from bot.domain.events import Message
from bot.domain.forgetting import OfAccount, OfPerson, OfRoom, Older, Phrase
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply
from bot.domain.writers import Wrote
from bot.ports.audit import AuditFilter
from bot.ports.forgetting import Wish
from bot.ports.library import Change
from bot.ports.people import Person
from bot.ports.turns import Outcome, TurnCommit
from bot.settings import CONTENT
from tests.adapters.sql.forgetting_world import (
    BOB,
    BOBS,
    DM,
    ELSEWHERE,
    PRIVATELY,
    PRIYA,
    REP,
    REPS,
    SAID,
    SHARED,
    ZOE,
    everything,
    turn,
)
from tests.adapters.sql.sql_samples import AT, STORY, stored


@pytest.fixture
async def database(url, clock):
    opened = await open_database(url, clock, b"a secret")
    yield opened
    await opened.close()


@pytest.fixture
def forgetting(database):
    return SqlForgetting(database)


@pytest.fixture
async def world(database, stories):
    """Two accounts, four rooms; a rep has a page with Priya's words."""
    await stories.save([stored()], Change(AT, REP.id))
    await turn(database, "m1", SHARED, PRIYA, SAID)
    await turn(database, "m2", SHARED, BOB, BOBS)
    await turn(database, "m3", DM, PRIYA, PRIVATELY)
    await turn(database, "m4", ELSEWHERE, ZOE, "our pallets go missing between two docks")
    prepared = Attachment("prep", "acme.md", f"# Acme\n\nPriya Nandakumar: {SAID}")
    page = Reply("Here is the page.", MoveKind.PREPARE, attachments=(prepared,))
    await turn(database, "m5", REPS, REP, "prep for Thursday with acme", reply=page)
    mention = "as Priya said, and <@UPRIYA> knows more"
    await turn(database, "m6", SHARED, BOB, mention, reply=Reply("Noted.", MoveKind.ASK))
    await SqlPeople(database).put(Person(PRIYA.id, Role.REP, PRIYA.name))
    for room, who in ((SHARED, PRIYA), (SHARED, BOB), (ELSEWHERE, ZOE)):
        await SqlWriters(database).note(f"slack:{room.id}", Wrote(who.id, AT, staff=False))
    await SqlShown(database).note(STORY.id, DM, AT, PRIYA.id)
    call = {"at": AT, "purpose": "listen", "model": "m", "prompt": "p", "outcome": "ok", "ms": 1.0}
    tokens = {"input_tokens": 1, "output_tokens": 1, "cached_tokens": 0}
    calls = [{**call, **tokens, "account": "acme", "key": key} for key in ("m1", "m2", "m3")]
    refusal = {"who": "slack:DPRIV", "at": AT, "by": PRIYA.id}

    def work(connection):
        connection.execute(insert(model_calls), calls)
        connection.execute(insert(model_refusals), refusal)

    await database.write(work)
    return database


def test_every_table_has_a_rule():
    """Whoever adds a table says here how it is forgotten, or why it holds nothing of a buyer."""
    assert set(RULES) | set(KEPT) == set(metadata.tables)
    assert not set(RULES) & set(KEPT)


def test_the_page_on_privacy_has_every_table():
    page = (CONTENT / "docs" / "privacy.md").read_text("utf-8")
    assert [name for name in metadata.tables if f"`{name}`" not in page] == []


def wish(scope, **changes):
    return Wish(scope, by="mo", **changes)


async def test_nothing_of_a_person_is_left_and_all_of_others(world, forgetting, tmp_path, url):
    done = await forgetting.forget(wish(OfPerson(PRIYA.id), redact=True))
    assert done.counts["inbox"] == 2
    await forgetting.scrub()
    left = await everything(world)
    for gone in (PRIYA.id, "UPRIYA", "Priya", "Nandakumar", SAID, PRIVATELY, "DPRIV"):
        assert gone.lower() not in left.lower()
    for kept in (BOBS, "pallets go missing", BOB.id, "prep for Thursday with acme", "knows more"):
        assert kept in left
    brief = (await SqlConversations(world).load("slack:CHALL")).brief
    assert [e.who for e in brief.entries] == [BOB.id, BOB.id]
    if url.startswith("sqlite"):
        assert _bytes_with(tmp_path, PRIYA.id, "Nandakumar", SAID, PRIVATELY) == []
        assert _bytes_with(tmp_path, BOBS) == ["records.db"]


def _bytes_with(folder, *words):
    wanted = [form for w in words for form in (w.encode(), w.encode("utf-16-le"))]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f.name for f in files if any(w in f.read_bytes() for w in wanted)]


async def test_what_others_wrote_is_named_and_stays(world, forgetting):
    done = await forgetting.forget(wish(OfPerson(PRIYA.id)))
    assert [m.text for m in done.mentions] == ["as Priya said, and <@UPRIYA> knows more"]
    assert done.mentions[0].where.endswith("in slack:CHALL")
    left = await everything(world)
    assert "as Priya said" in left
    assert SAID not in left


async def test_a_look_changes_nothing_and_counts_the_same(world, forgetting):
    before = await everything(world)
    looked = await forgetting.look(wish(OfPerson(PRIYA.id)))
    assert await everything(world) == before
    done = await forgetting.forget(wish(OfPerson(PRIYA.id)))
    assert {**looked.counts, "audit_names": 2} == done.counts


@pytest.mark.parametrize(
    "scope",
    [OfPerson(PRIYA.id), OfRoom("slack:CHALL"), OfAccount("acme"), Phrase(SAID)],
)
async def test_to_forget_twice_is_to_forget_once(world, forgetting, scope):
    assert (await forgetting.forget(wish(scope))).total
    before = await everything(world)
    assert (await forgetting.forget(wish(scope))).total == 0
    assert await everything(world) == before


async def test_the_audit_says_so_and_names_nobody_any_more(world, forgetting):
    record = SqlAudit(world)
    assert await record.lines(AuditFilter(person=PRIYA.id))
    await forgetting.forget(wish(OfPerson(PRIYA.id)))
    assert await record.lines(AuditFilter(person=PRIYA.id)) == []
    (line,) = await record.lines(AuditFilter(kind="forgotten", person="mo"))
    assert line.ids["scope"] == "person"
    assert (await record.verify([])).fault == ""


async def test_a_room_is_forgotten_whole(world, forgetting):
    await forgetting.forget(wish(OfRoom("slack:CHALL")))
    left = await everything(world)
    assert SAID not in left
    assert BOBS not in left
    assert "slack:CHALL" not in left
    assert PRIVATELY in left


async def test_an_account_is_forgotten_with_the_people_that_were_only_there(world, forgetting):
    await forgetting.forget(wish(OfAccount("acme"), redact=True))
    left = await everything(world)
    for gone in ("acme", SAID, BOBS, PRIVATELY, BOB.id, "DPRIV", "CHALL"):
        assert gone.lower() not in left.lower().replace("acme.md", "")
    assert ZOE.id in left
    assert REP.id in left


async def test_a_phrase_is_taken_out_wherever_it_stands(world, forgetting):
    await forgetting.forget(wish(Phrase("two  whole DAYS")))
    left = await everything(world)
    assert "two whole days" not in left
    assert "counting returns twice takes us [removed]" in left
    brief = (await SqlConversations(world).load("slack:CHALL")).brief
    assert [e.span for e in brief.standing()][:1] == [BOBS]
    assert PRIYA.id in left


async def test_a_phrase_in_one_room_stays_in_others(world, forgetting):
    await forgetting.forget(wish(Phrase("two whole days", room="slack:DPRIV")))
    assert SAID in await everything(world)


async def test_who_is_answering_meanwhile_saves_nothing_old(world, forgetting):
    """A worker that loaded the notes before must not bring them back."""
    accepted = await SqlInbox(world).accept(
        Message(key="m7", room=SHARED, speaker=BOB, at=AT, text="and now")
    )
    conversations = SqlConversations(world)
    lease = await conversations.lease("slack:CHALL", "worker", 60)
    loaded = await conversations.load("slack:CHALL")
    await forgetting.forget(wish(OfPerson(PRIYA.id)))
    late = TurnCommit(accepted.inbox_id, SHARED, Outcome.SILENT, AT, conversation=loaded)
    with pytest.raises(LeaseLostError):
        await conversations.commit(late, lease)
    assert [p.inbox_id for p in await SqlInbox(world).pending()] == [accepted.inbox_id]
    assert SAID not in await everything(world)


async def test_what_is_older_goes_and_what_is_newer_stays(world, forgetting):
    later = AT + timedelta(days=40)
    await turn(world, "m8", SHARED, BOB, "and the label printer jams", at=later)
    await forgetting.forget(wish(Older("acme", AT + timedelta(days=30))))
    left = await everything(world)
    assert SAID not in left
    assert PRIVATELY not in left
    assert "label printer" in left
    assert "pallets go missing" in left
    assert (await SqlTimers(world).due(AT)) != []
    assert [t.n for t in (await SqlConversations(world).load("slack:CHALL")).turns] == [3]
    assert await SqlConversations(world).load("slack:DPRIV") == Conversation("slack:DPRIV")


async def test_a_forgetting_that_fails_in_the_middle_changes_nothing(world, forgetting):
    before = await everything(world)

    def broken(connection):
        connection.execute(text("ALTER TABLE people RENAME TO away"))

    await world.write(broken)
    with pytest.raises(Exception, match="people"):
        await forgetting.forget(wish(OfPerson(PRIYA.id)))
    await world.write(lambda c: c.execute(text("ALTER TABLE away RENAME TO people")))
    assert await everything(world) == before


async def test_every_row_can_be_read_afterwards(world, forgetting):
    """A name that is also a word of ours breaks nothing."""
    await turn(world, "m9", SHARED, Speaker("slack:UASK", "Ask English"), "we ask ourselves why")
    await forgetting.forget(wish(OfPerson("slack:UASK"), redact=True))
    kept = await world.read(lambda c: c.execute(select(metadata.tables["turns"])).all())
    assert all(row.move for row in kept)
