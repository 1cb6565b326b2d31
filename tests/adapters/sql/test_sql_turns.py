"""A turn is saved whole, once, or not at all."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from bot.adapters.sql.codec import decode
from bot.adapters.sql.schema import audit_lines, outbox, timers, turns
from bot.adapters.sql.schema import inbox as inbox_table
from bot.domain.audience import Place
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Press
from bot.domain.heard import Heard
from bot.ports.turns import Line, Outcome, Outgoing, PostState
from tests.adapters.sql.sql_samples import (
    ANA,
    AT,
    CONVERSATION,
    HEARD,
    OTHER_ROOM,
    REP,
    REPLY,
    ROOM,
    WORDS,
    commit_of,
    full_conversation,
    message,
    silent,
)


@pytest.fixture
async def lease(conversations):
    return await conversations.lease(CONVERSATION, "worker", 60)


async def rows(database, table):
    def work(connection):
        return [row._mapping for row in connection.execute(select(table))]

    return await database.read(work)


async def counts(database):
    def work(connection):
        return [
            connection.scalar(select(func.count()).select_from(table))
            for table in (turns, outbox, timers, audit_lines)
        ]

    return await database.read(work)


async def answer(inbox, conversations, lease, event, **changes):
    accepted = await inbox.accept(event)
    return await conversations.commit(commit_of(accepted, **changes), lease)


async def test_a_turn_saves_all_it_changes(database, inbox, conversations, lease):
    accepted = await inbox.accept(message(text=WORDS))
    outgoing_id = await conversations.commit(commit_of(accepted), lease)
    assert await inbox.outcome(accepted.inbox_id) is Outcome.REPLIED
    assert await conversations.load(CONVERSATION) == full_conversation()
    (turn,) = await rows(database, turns)
    assert (turn["conversation_id"], turn["inbox_id"], turn["n"]) == (
        CONVERSATION,
        accepted.inbox_id,
        0,
    )
    assert (turn["speaker_id"], turn["speaker_name"]) == (ANA.id, ANA.name)
    assert turn["text"] == WORDS.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert turn["at"] == AT
    assert turn["at"].tzinfo is not None
    assert decode(Heard, turn["heard"], "turn") == HEARD
    assert turn["versions"] == '{"lines":"v1","questions":"v2"}'
    (line,) = await rows(database, audit_lines)
    assert line["kind"] == "gate_opened"
    assert await counts(database) == [1, 1, 1, 1]
    assert outgoing_id is not None


async def test_a_conversation_of_thirty_turns_comes_back_equal(inbox, conversations, lease):
    remembered = full_conversation(30)
    await answer(inbox, conversations, lease, message(), conversation=remembered)
    assert await conversations.load(CONVERSATION) == remembered


async def test_what_is_not_to_be_remembered_leaves_the_conversation_alone(
    inbox, conversations, lease
):
    await answer(inbox, conversations, lease, message("m1"))
    await answer(inbox, conversations, lease, message("m2"), conversation=None)
    assert await conversations.load(CONVERSATION) == full_conversation()


async def test_a_conversation_nobody_stored_is_new_and_empty(conversations):
    assert await conversations.load("web:unheard-of") == Conversation("web:unheard-of")


async def test_turns_are_counted_in_their_conversation(database, inbox, conversations, lease):
    for key in ("m1", "m2", "m3"):
        await answer(inbox, conversations, lease, message(key), timers=())
    assert [row["n"] for row in await rows(database, turns)] == [0, 1, 2]


async def test_an_event_gets_one_reply_however_often_it_is_committed(
    database, inbox, conversations, lease
):
    accepted = await inbox.accept(message())
    first = await conversations.commit(commit_of(accepted), lease)
    other = replace(full_conversation(), awaits="something else")
    again = await conversations.commit(commit_of(accepted, conversation=other), lease)
    assert again == first
    assert await conversations.load(CONVERSATION) == full_conversation()
    assert await counts(database) == [1, 1, 1, 1]


async def test_silence_stays_silence(inbox, conversations, lease):
    accepted = await inbox.accept(message())
    assert await conversations.commit(silent(accepted), lease) is None
    assert await conversations.commit(commit_of(accepted), lease) is None
    assert await inbox.outcome(accepted.inbox_id) is Outcome.SILENT


async def test_a_reply_that_answers_two_is_saved_with_both_outcomes(
    database, inbox, conversations, outbox, lease
):
    first, second = await inbox.accept(message("m1")), await inbox.accept(message("m2"))
    posted = await conversations.commit(commit_of(second, merges=(first.inbox_id,)), lease)
    assert await inbox.outcome(first.inbox_id) is Outcome.MERGED
    assert await inbox.outcome(second.inbox_id) is Outcome.REPLIED
    assert [row["merged_into"] for row in await rows(database, inbox_table)] == [
        second.inbox_id,
        None,
    ]
    assert await counts(database) == [1, 1, 1, 1]
    assert (await outbox.for_event(second.inbox_id)).id == posted
    assert await outbox.for_event(first.inbox_id) is None


async def test_what_has_its_outcome_is_not_merged_and_nothing_of_the_turn_is_saved(
    database, inbox, conversations, lease
):
    first, second = await inbox.accept(message("m1")), await inbox.accept(message("m2"))
    await conversations.commit(silent(first), lease)
    await conversations.commit(commit_of(second, merges=(first.inbox_id,)), lease)
    assert await inbox.outcome(first.inbox_id) is Outcome.SILENT
    assert await inbox.outcome(second.inbox_id) is None
    assert await counts(database) == [0, 0, 0, 0]


async def test_an_event_of_another_conversation_cannot_be_answered_here(
    inbox, conversations, lease
):
    elsewhere = await inbox.accept(message(room=OTHER_ROOM))
    with pytest.raises(LookupError):
        await conversations.commit(commit_of(elsewhere), lease)
    assert await inbox.outcome(elsewhere.inbox_id) is None


@pytest.mark.parametrize("table", ["turns", "outbox", "timers", "audit_lines"])
async def test_a_turn_that_fails_in_the_middle_changes_nothing(
    database, inbox, conversations, lease, table
):
    """The table that a later statement needs is gone; the earlier statements are undone."""
    accepted = await inbox.accept(message())
    await database.write(
        lambda connection: connection.execute(text(f"ALTER TABLE {table} RENAME TO away")).rowcount
    )
    with pytest.raises(DBAPIError):
        await conversations.commit(commit_of(accepted), lease)
    await database.write(
        lambda connection: connection.execute(text(f"ALTER TABLE away RENAME TO {table}")).rowcount
    )
    assert await inbox.outcome(accepted.inbox_id) is None
    assert await conversations.load(CONVERSATION) == Conversation(CONVERSATION)
    assert await counts(database) == [0, 0, 0, 0]
    assert await conversations.commit(commit_of(accepted), lease) is not None


async def test_the_transcript_holds_words_and_posted_replies(inbox, conversations, outbox, lease):
    posted = await answer(inbox, conversations, lease, message("m1", WORDS), timers=())
    assert await conversations.transcript(CONVERSATION) == []
    await outbox.mark_posting(posted, lease)
    assert await conversations.transcript(CONVERSATION) == []
    await outbox.mark_posted(posted, "ts-1")
    (line,) = await conversations.transcript(CONVERSATION)
    said = WORDS.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert line == Line(AT, ANA.id, ANA.name, said, REPLY)
    assert line.at.tzinfo is not None


async def test_the_transcript_shows_what_was_said_without_an_answer(inbox, conversations, lease):
    accepted = await inbox.accept(message("m1", "it's fine", speaker=REP))
    await inbox.accept(message("m2", "not yet looked at"))
    await conversations.commit(silent(accepted), lease)
    assert await conversations.transcript(CONVERSATION) == [
        Line(AT, REP.id, REP.name, "it's fine", None)
    ]


async def test_a_button_is_a_line_without_words(inbox, conversations, outbox, lease):
    pressed = Action(key="a", room=ROOM, speaker=ANA, at=AT, press=Press.SHOW_BRIEF)
    ignored = await inbox.accept(replace(pressed, key="b"))
    await conversations.commit(silent(ignored), lease)
    await outbox.mark_posted(await answer(inbox, conversations, lease, pressed), "ts")
    assert await conversations.transcript(CONVERSATION) == [Line(AT, ANA.id, ANA.name, "", REPLY)]


async def test_a_private_reply_is_not_in_the_rooms_transcript(inbox, conversations, outbox, lease):
    """It was read elsewhere; those who read this room must not find it here."""
    private = replace(REPLY, private=True)
    posted = await answer(inbox, conversations, lease, message(), reply=private)
    await outbox.mark_posted(posted, "ts")
    (line,) = await conversations.transcript(CONVERSATION)
    assert line.reply is None


async def test_a_private_reply_is_in_the_transcript_of_whoever_is_alone(
    inbox, conversations, outbox
):
    alone = replace(ROOM, id="ana-alone", place=Place.DM)
    asked = replace(message(), room=alone, asked_in=ROOM)
    accepted = await inbox.accept(asked)
    held = await conversations.lease(accepted.conversation_id, "worker", 60)
    private = replace(REPLY, private=True)
    posted = await conversations.commit(commit_of(accepted, room=alone, reply=private), held)
    await outbox.mark_posted(posted, "ts")
    (line,) = await conversations.transcript(accepted.conversation_id)
    assert line.reply == private


async def test_a_reply_goes_out_as_it_was_decided(inbox, conversations, outbox, lease):
    accepted = await inbox.accept(message())
    outgoing_id = await conversations.commit(commit_of(accepted, room=OTHER_ROOM), lease)
    found = await outbox.get(outgoing_id)
    assert found == Outgoing(
        id=outgoing_id,
        key=found.key,
        inbox_id=accepted.inbox_id,
        room=OTHER_ROOM,
        reply=REPLY,
        state=PostState.READY,
        at=AT,
    )
    assert await outbox.for_event(accepted.inbox_id) == found
