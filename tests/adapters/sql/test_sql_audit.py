"""The audit only grows, one chain whoever writes, and whatever is done to it is found."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.adapters.local_anchor import LocalAnchor
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.schema import audit, audit_head, audit_lines, audit_names
from bot.adapters.sql.sql_audit import SqlAudit
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_shown import SqlShown
from bot.domain.audience import Visibility
from bot.domain.audit import Anchor, AuditLine
from bot.ports.audit import AuditFilter
from bot.ports.library import Change
from bot.use_cases.check_audit import CheckAudit
from tests.adapters.sql.sql_samples import ANA, AT, REP, ROOM, STORY, commit_of, message, stored

SECRET = b"a secret of these tests"


@pytest.fixture
async def database(url, clock):
    opened = await open_database(url, clock, SECRET)
    yield opened
    await opened.close()


@pytest.fixture
def record(database):
    return SqlAudit(database)


async def say(database, *lines, key="m1", room=ROOM):
    """Commit a turn with these lines."""
    event = message(key, room=room)
    accepted = await SqlInbox(database).accept(event)
    conversations = SqlConversations(database)
    lease = await conversations.lease(accepted.conversation_id, "worker", 60)
    turn = replace(commit_of(accepted, audit=lines), room=room, timers=(), gap=None)
    await conversations.commit(turn, lease)


def line(n=0, kind="gate_opened"):
    ids = {"conversation": "slack:C1", "speaker": ANA.id, "account": "acme", "story": f"s{n}@1"}
    return AuditLine(kind, ids)


async def run(database, *statements):
    def work(connection):
        for statement in statements:
            connection.execute(statement)

    await database.write(work)


async def tampered(database, *statements):
    """What someone does who has the database and takes the triggers off first."""
    off = {
        "sqlite": ["DROP TRIGGER audit_lines_no_update", "DROP TRIGGER audit_lines_no_delete"],
        "postgresql": ["DROP TRIGGER audit_lines_only_grow ON audit_lines"],
    }
    name = await database.read(lambda connection: connection.dialect.name)
    await run(database, *map(text, off[name]), *statements)


async def test_lines_are_chained_and_no_id_of_anyone_stands_in_them(database, record):
    await say(database, line(1), line(2, "story_shared"))
    kept = await database.read(lambda c: c.execute(select(audit_lines)).all())
    assert [row.n for row in kept] == [1, 2]
    stored = repr(kept) + repr(await database.read(lambda c: c.execute(select(audit_names)).all()))
    assert not [who for who in (ANA.id, ANA.name, "acme", "C1") if who in stored]
    assert "s1@1" in stored
    assert (await record.verify([])).fault == ""


async def test_what_looks_like_words_is_never_written(database):
    await say(database, AuditLine("odd", {"target": "we lose two days each month"}))
    kept = await database.read(lambda c: c.scalar(select(audit_lines.c.ids)))
    assert "two days" not in kept


async def test_lines_are_found_by_whom_and_what_they_are_about(database, record):
    other = replace(ROOM, id="C2", account="umbrella")
    await say(database, line(1), AuditLine("visibility", {"story": "s9@2", "by": REP.id}))
    second = {"conversation": "slack:C2", "account": "umbrella", "speaker": REP.id}
    await say(database, AuditLine("gate_opened", second), key="m2", room=other)

    async def found(**wanted):
        return [entry.n for entry in await record.lines(AuditFilter(**wanted))]

    assert await found() == [1, 2, 3]
    assert await found(person=REP.id) == [2, 3]
    assert await found(account="acme") == [1]
    assert await found(room="slack:C2") == [3]
    assert await found(story="s9") == [2]
    assert await found(kind="gate_opened", most=1) == [3]
    assert await found(person="slack:nobody") == []


@pytest.mark.parametrize(
    "change",
    [
        update(audit_lines).values(kind="nothing"),
        delete(audit_lines),
    ],
)
async def test_the_database_refuses_to_change_or_delete(database, change):
    await say(database, line())
    with pytest.raises(DBAPIError, match="the audit only grows"):
        await run(database, change)


N = audit_lines.c.n
TAMPERING = {
    "a word changed": ([update(audit_lines).where(N == 2).values(kind="other")], "Line 2 was"),
    "a date changed": ([update(audit_lines).where(N == 2).values(at=AT)], "Line 2 was"),
    "unreadable": ([update(audit_lines).where(N == 2).values(ids="[]")], "Line 2 was"),
    "one removed": ([delete(audit_lines).where(N == 2)], "Line 2 is missing."),
    "two removed": ([delete(audit_lines).where(N.in_([2, 3]))], "Lines 2 to 3 are missing."),
    "closed up": (
        [delete(audit_lines).where(N == 2), update(audit_lines).values(n=N - 1).where(N == 3)],
        "Line 2 was",
    ),
    "swapped": (
        [
            update(audit_lines).where(N == 2).values(n=90),
            update(audit_lines).where(N == 3).values(n=2),
            update(audit_lines).where(N == 90).values(n=3),
        ],
        "Line 2 was",
    ),
    "cut off": ([delete(audit_lines).where(N > 3)], "Line 4 is missing at the end."),
    "emptied": ([delete(audit_lines)], "Lines 1 to 4 are missing at the end."),
    "head put back": ([update(audit_head).values(n=2)], "The head does not fit line 2"),
}


@pytest.mark.parametrize("name", TAMPERING)
async def test_tampering_is_found_and_the_line_is_named(database, record, clock, name):
    clock.move_on(5)
    for n in range(4):
        await say(database, line(n), key=f"m{n}")
    statements, said = TAMPERING[name]
    await tampered(database, *statements)
    if name == "a date changed":
        await run(database, update(audit_lines).where(N == 2).values(at=clock()))
    assert (await record.verify([])).fault.startswith(said)


async def test_a_chain_cut_back_with_its_head_is_found_by_what_was_noted(
    database, record, tmp_path
):
    check = CheckAudit(record, LocalAnchor(tmp_path / "audit.head"))
    await say(database, line(1))
    written_down = (await check.verify()).head
    first = await database.read(lambda c: c.execute(select(audit_lines)).one())
    await say(database, line(2), key="m2")
    await check.note()
    cut = update(audit_head).values(n=1, seal=first.seal)
    await tampered(database, delete(audit_lines).where(N > 1), cut)
    assert (await record.verify([])).fault == ""
    assert (await check.verify()).fault == "Line 2 is missing at the end."
    (tmp_path / "audit.head").unlink()
    assert (await check.verify(written_down)).fault == ""
    assert "written anew" in (await check.verify(Anchor(1, "0" * 64))).fault


async def test_the_note_of_the_head_never_goes_back(database, record, tmp_path):
    anchor = LocalAnchor(tmp_path / "audit.head")
    await anchor.note(Anchor(99, "ff"))
    await CheckAudit(record, anchor).note()
    assert await anchor.read() == Anchor(99, "ff")


async def test_without_the_secret_nobody_writes_a_line_that_fits(database, record, url, clock):
    await say(database, line(1))
    stranger = await open_database(url, clock, b"another")
    await say(stranger, line(2), key="m2")
    await stranger.close()
    assert (await record.verify([])).fault.startswith("Line 2 was")


async def test_many_writers_make_one_chain(database, record, url, clock):
    others = [await open_database(url, clock, SECRET) for _ in range(3)]
    rooms = [replace(ROOM, id=f"C{n}") for n in range(24)]
    await asyncio.gather(
        *(
            say([database, *others][n % 4], line(n), key=f"m{n}", room=room)
            for n, room in enumerate(rooms)
        )
    )
    verdict = await record.verify([])
    assert (verdict.fault, verdict.head.n) == ("", 24)
    for other in others:
        await other.close()


async def test_what_is_shown_is_on_record_with_the_version(database, record, stories):
    await stories.save([stored()], Change(AT, "jo"))
    await SqlShown(database).note(STORY.id, ROOM, AT, ANA.id)
    visibility, shown = await record.lines(AuditFilter(story=STORY.id))
    assert (shown.kind, shown.ids["story"]) == ("shown", f"{STORY.id}@1")
    assert visibility.ids["from"] == "none"
    assert await record.lines(AuditFilter(person=ANA.id, kind="shown")) == [shown]


async def test_a_change_of_who_may_read_a_story_is_on_record(database, record, stories):
    first = stored()
    await stories.save([first], Change(AT, "jo"))
    await stories.save([replace(first, version=2)], Change(AT, "jo"))
    internal = replace(first.story, visibility=Visibility.INTERNAL)
    await stories.save([replace(first, version=3, story=internal)], Change(AT, "mo"))
    lines = await record.lines(AuditFilter(kind="visibility"))
    assert [(x.ids["story"], x.ids["to"]) for x in lines][1:] == [(f"{STORY.id}@3", "internal")]
    assert lines[0].ids["by"] != lines[1].ids["by"]


async def test_lines_of_an_earlier_version_are_taken_in_once(database, record):
    ids = '{"speaker":"slack:U1","account":"acme"}'
    old = {"at": AT, "ids": ids}
    await run(database, insert(audit).values(**old, kind="feedback"))
    assert [await record.take_in(), await record.take_in()] == [1, 0]
    assert await database.read(lambda c: c.execute(select(audit)).all()) == []
    assert [x.kind for x in await record.lines(AuditFilter(person="slack:U1"))] == ["feedback"]
    assert (await record.verify([])).fault == ""
